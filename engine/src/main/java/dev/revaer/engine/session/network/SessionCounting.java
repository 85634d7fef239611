package dev.revaer.engine.session.network;

import java.util.ArrayList;
import java.util.List;

import dev.revaer.engine.network.SessionCounter;
import org.libtorrent4j.swig.libtorrent;
import org.libtorrent4j.swig.session_stats_alert;

/// Keeps libtorrent's last statistics of the session, those that are of use to who runs it.
final class SessionCounting {
    private static final List<String> TOTALS = List.of(
            "net.recv_bytes",
            "net.sent_bytes",
            "net.recv_payload_bytes",
            "net.sent_payload_bytes",
            "net.recv_failed_bytes",
            "net.recv_redundant_bytes",
            "net.recv_tracker_bytes",
            "net.sent_tracker_bytes",
            "peer.connect_timeouts",
            "peer.connection_attempts",
            "peer.disconnected_peers",
            "ses.num_piece_passed",
            "ses.num_piece_failed",
            "disk.num_blocks_read",
            "disk.num_blocks_written",
            "disk.num_blocks_hashed");
    private static final List<String> LEVELS = List.of(
            "peer.num_peers_connected",
            "peer.num_peers_half_open",
            "peer.num_peers_down_unchoked",
            "peer.num_peers_up_unchoked",
            "disk.disk_blocks_in_use",
            "disk.queued_disk_jobs",
            "dht.dht_nodes");

    private final List<Figure> figures = new ArrayList<>();
    private volatile List<SessionCounter> last = List.of();

    private record Figure(String name, boolean isTotal, int index) {}

    /// Leaves out what this libtorrent does not count.
    SessionCounting() {
        TOTALS.forEach(name -> follow(name, true));
        LEVELS.forEach(name -> follow(name, false));
        last = figures.stream()
                .map(figure -> new SessionCounter(figure.name(), figure.isTotal(), 0))
                .toList();
    }

    private void follow(String name, boolean isTotal) {
        var index = libtorrent.find_metric_idx_ex(name);
        if (index >= 0) {
            figures.add(new Figure(name, isTotal, index));
        }
    }

    /// On the alert thread.
    void take(session_stats_alert stats) {
        last = figures.stream()
                .map(
                        figure -> new SessionCounter(
                                figure.name(),
                                figure.isTotal(),
                                stats.get_value(figure.index())))
                .toList();
    }

    /// From any thread.
    List<SessionCounter> last() {
        return last;
    }
}
