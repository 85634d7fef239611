package dev.revaer.engine.session;

import java.util.concurrent.CompletableFuture;

import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.Transfer;
import dev.revaer.engine.resume.StoredTorrent;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.torrent_handle;

/// One torrent of the session. Fields that are not volatile belong to the alert thread.
final class SessionTorrent {
    final long number;
    final CompletableFuture<Void> removed = new CompletableFuture<>();

    /// `System.nanoTime()` of the last payload received, or of the last start.
    long lastPayloadNanos = System.nanoTime();
    /// `System.nanoTime()` before which a mere change is not saved.
    long nextSaveNanos;
    int savesUnderWay;
    boolean mustSave;
    boolean wantsMetadata;
    Completion completion;

    private volatile Torrent snapshot;
    private volatile @Nullable torrent_handle handle;

    /// How far the one announcement of a finished download has come.
    enum Completion {
        OPEN, FLUSHING, SAID
    }

    SessionTorrent(long number, StoredTorrent stored, long nextSaveNanos) {
        this.number = number;
        this.nextSaveNanos = nextSaveNanos;
        this.completion = stored.completedAt() == null ? Completion.OPEN : Completion.SAID;
        this.snapshot = new Torrent(
                number,
                stored.infoHashes(),
                stored.name(),
                stored.downloadDir(),
                stored.addedAt(),
                stored.completedAt(),
                firstState(stored),
                null,
                stored.metainfo() != null,
                Transfer.NONE);
    }

    private static TorrentState firstState(StoredTorrent stored) {
        if (stored.paused()) {
            return TorrentState.PAUSED;
        }
        return stored.metainfo() != null ? TorrentState.CHECKING : TorrentState.FETCHING_METADATA;
    }

    Torrent snapshot() {
        return snapshot;
    }

    void publish(Torrent next) {
        snapshot = next;
    }

    /// Null until libtorrent has taken the torrent.
    @Nullable
    torrent_handle handle() {
        return handle;
    }

    void attach(torrent_handle taken) {
        handle = taken;
    }
}
