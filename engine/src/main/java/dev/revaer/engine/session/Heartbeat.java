package dev.revaer.engine.session;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import dev.revaer.engine.session.network.SessionNetwork;
import org.libtorrent4j.swig.session;
import org.libtorrent4j.swig.torrent_handle;

/// Asks libtorrent for what it tells only when asked, and calls on those who wait for a time. Runs on the alert thread.
final class Heartbeat {
    private static final Duration UPDATES = Duration.ofMillis(500);
    private static final Duration STATS = Duration.ofSeconds(2);
    private static final Duration REOPENING = Duration.ofSeconds(30);

    private final session rawSession;
    private final TorrentLife life;
    private final TrackerWatch trackers;
    private final SessionNetwork network;
    private final Pace pace;
    private final Consumer<List<SessionTorrent>> retry;
    private long nextUpdates = System.nanoTime();
    private long nextStats = nextUpdates;
    private long nextReopening = nextUpdates;

    Heartbeat(
            session rawSession,
            TorrentLife life,
            TrackerWatch trackers,
            SessionNetwork network,
            Pace pace,
            Consumer<List<SessionTorrent>> retry) {
        this.retry = retry;
        this.rawSession = rawSession;
        this.life = life;
        this.trackers = trackers;
        this.network = network;
        this.pace = pace;
    }

    void tick() {
        var now = System.nanoTime();
        life.tick(now);
        trackers.tick();
        pace.tick();
        var due = life.dueRetries();
        if (!due.isEmpty()) {
            retry.accept(due);
        }
        if (now - nextUpdates >= 0) {
            nextUpdates = now + UPDATES.toNanos();
            rawSession.post_torrent_updates(torrent_handle.query_distributed_copies);
        }
        if (now - nextStats >= 0) {
            nextStats = now + STATS.toNanos();
            rawSession.post_session_stats();
        }
        if (now - nextReopening >= 0) {
            nextReopening = now + REOPENING.toNanos();
            if (network.cannotListen()) {
                rawSession.reopen_network_sockets();
            }
        }
    }
}
