package dev.revaer.engine.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.revaer.engine.EngineException;
import dev.revaer.engine.event.EngineListener;
import dev.revaer.engine.event.EventData.TrackerStatusChanged;
import dev.revaer.engine.session.jni.Swig;
import dev.revaer.engine.session.pump.CommandThread;
import dev.revaer.engine.session.swarm.TrackerReader;
import dev.revaer.engine.swarm.TrackerStatus;
import dev.revaer.engine.swarm.TrackerStatus.State;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.alert;
import org.libtorrent4j.swig.torrent_handle;
import org.libtorrent4j.swig.tracker_alert;
import org.libtorrent4j.swig.tracker_error_alert;
import org.libtorrent4j.swig.tracker_reply_alert;

/// Tells when a tracker begins to answer a torrent and when it ceases to. Runs on the alert thread.
///
/// There is an alert for each local address and info hash. One answer is enough to call a tracker working; an error
/// says little, so that the tracker is looked at as a whole, a few torrents at a time.
final class TrackerWatch {
    private static final int LOOKS_AT_A_TIME = 25;
    private static final int MOST_TOLD = 400;

    private final TorrentRegistry registry;
    private final EngineListener listener;
    private final CommandThread commands;
    private final Consumer<Runnable> alertThread;
    private final Set<SessionTorrent> suspects = new LinkedHashSet<>();
    private int looksUnderWay;

    TrackerWatch(
            TorrentRegistry registry,
            EngineListener listener,
            CommandThread commands,
            Consumer<Runnable> alertThread) {
        this.registry = registry;
        this.listener = listener;
        this.commands = commands;
        this.alertThread = alertThread;
    }

    /// What to do with each type of alert.
    Map<Integer, Consumer<alert>> handlers() {
        return Map.of(
                tracker_reply_alert.alert_type,
                this::replied,
                tracker_error_alert.alert_type,
                this::failed);
    }

    /// Looks at trackers that seem to fail.
    void tick() {
        if (looksUnderWay > 0) {
            return;
        }
        var iterator = suspects.iterator();
        for (int i = 0; i < LOOKS_AT_A_TIME && iterator.hasNext(); i++) {
            var torrent = iterator.next();
            iterator.remove();
            look(torrent);
        }
    }

    private void replied(alert raised) {
        var reply = alert.cast_to_tracker_reply_alert(raised);
        var torrent = torrentOf(reply);
        if (torrent != null) {
            torrent.trackerReplies++;
            tell(torrent, reply.tracker_url(), State.WORKING, null);
        }
    }

    private void failed(alert raised) {
        var error = alert.cast_to_tracker_error_alert(raised);
        var torrent = torrentOf(error);
        if (torrent != null && torrent.toldTrackers.get(error.tracker_url()) != State.FAILED) {
            suspects.add(torrent);
        }
    }

    private void look(SessionTorrent torrent) {
        var handle = torrent.handle();
        if (handle == null || registry.find(torrent.number) != torrent) {
            return;
        }
        var replies = torrent.trackerReplies;
        try {
            commands.execute(() -> {
                var rows = rows(handle);
                alertThread.accept(() -> seen(torrent, rows, replies));
            });
            looksUnderWay++;
        } catch (EngineException _) {
            suspects.clear(); // the session is closing
        }
    }

    /// Runs on the command thread.
    private static List<TrackerStatus> rows(torrent_handle handle) {
        try {
            return handle.is_valid() ? TrackerReader.read(handle) : List.of();
        } catch (RuntimeException _) {
            return List.of(); // the torrent has gone meanwhile
        }
    }

    /// What was seen before a reply that has been told since is looked at again.
    private void seen(SessionTorrent torrent, List<TrackerStatus> rows, int repliesThen) {
        looksUnderWay = Math.max(0, looksUnderWay - 1);
        if (torrent.trackerReplies != repliesThen) {
            suspects.add(torrent);
            return;
        }
        torrent.toldTrackers.keySet().removeIf(url -> rows.stream().noneMatch(row -> row.url().equals(url)));
        for (var row : rows) {
            switch (row.state()) {
                case WORKING -> tell(torrent, row.url(), State.WORKING, null);
                case FAILED -> tell(torrent, row.url(), State.FAILED, reason(row));
                case UPDATING, NOT_CONTACTED -> {
                    // nothing is known for sure
                }
            }
        }
    }

    private void tell(SessionTorrent torrent, String url, State state, @Nullable String reason) {
        var told = torrent.toldTrackers;
        if (told.get(url) == state || (told.size() >= MOST_TOLD && !told.containsKey(url))) {
            return;
        }
        told.put(url, state);
        listener.happened(torrent.snapshot(), new TrackerStatusChanged(url, state.label(), reason));
    }

    /// The tracker's own words before the error's.
    private static String reason(TrackerStatus row) {
        var message = row.message();
        var error = row.lastError();
        return message != null ? message : error != null ? error : "it does not answer";
    }

    private @Nullable SessionTorrent torrentOf(tracker_alert raised) {
        return registry.find(Swig.number(raised.getHandle()));
    }
}
