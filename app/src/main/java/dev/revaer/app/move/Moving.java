package dev.revaer.app.move;

import java.nio.file.Path;

import dev.revaer.api.move.TorrentMoves.Move;
import dev.revaer.engine.InfoHash;

/// A torrent on its way. Safe for any thread.
final class Moving {
    private final InfoHash infoHash;
    private final Path from;
    private final Path to;
    private volatile boolean isBegun;
    /// Between the hold that is laid on the torrent and its release; guarded by this.
    private boolean isCopying;
    private volatile long total;
    private volatile long done;

    Moving(InfoHash infoHash, Path from, Path to) {
        this.infoHash = infoHash;
        this.from = from;
        this.to = to;
    }

    InfoHash infoHash() {
        return infoHash;
    }

    Path from() {
        return from;
    }

    Path to() {
        return to;
    }

    /// Whether it is kept in the database.
    boolean isBegun() {
        return isBegun;
    }

    void begun() {
        isBegun = true;
    }

    /// @param bytes to be copied
    void total(long bytes) {
        total = bytes;
        done = 0;
    }

    /// Each byte counts twice: once it is written, and once it is read again. Called on one thread.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void add(long halfBytes) {
        done += halfBytes;
    }

    long left() {
        return Math.max(0, total - done / 2);
    }

    synchronized void copying(boolean is) {
        isCopying = is;
    }

    /// Says something as long as the torrent is held for it.
    synchronized void whileCopying(Runnable saying) {
        if (isCopying) {
            saying.run();
        }
    }

    String reason() {
        return "its files are being moved to " + to + ": " + done / 2 + " of " + total + " bytes";
    }

    Move view() {
        return new Move(infoHash, total > 0 ? "copying" : "queued", from, to, done / 2, total);
    }
}
