package dev.revaer.engine.session;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/// What others wait for libtorrent to tell of one torrent, one of each kind. Belongs to the alert thread.
final class Waits {
    private @Nullable CompletableFuture<Void> flush;
    private @Nullable CompletableFuture<Boolean> save;
    private boolean isOlderUnderWay;
    private @Nullable CompletableFuture<String> move;

    void forFlush(CompletableFuture<Void> flushed) {
        flush = flushed;
    }

    void flushed() {
        if (flush != null) {
            flush.complete(null);
            flush = null;
        }
    }

    /// @param isUnderWay whether a save was begun already, which is not the one that is waited for
    void forSave(CompletableFuture<Boolean> saved, boolean isUnderWay) {
        save = saved;
        isOlderUnderWay = isUnderWay;
    }

    /// A save has ended.
    ///
    /// @return whether it must be saved once more for the one who waits
    boolean saved(boolean isKept) {
        if (save == null) {
            return false;
        }
        if (isOlderUnderWay) {
            isOlderUnderWay = false;
            return true;
        }
        save.complete(isKept);
        save = null;
        return false;
    }

    void forMove(CompletableFuture<String> moved) {
        move = moved;
    }

    /// @param failure empty if all went well
    void moved(String failure) {
        if (move != null) {
            move.complete(failure);
            move = null;
        }
    }
}
