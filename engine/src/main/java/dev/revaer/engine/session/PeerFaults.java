package dev.revaer.engine.session;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.revaer.engine.EngineException;
import dev.revaer.engine.event.EngineListener;
import dev.revaer.engine.event.EventData.PeerBanned;
import dev.revaer.engine.session.jni.Swig;
import dev.revaer.engine.session.pump.CommandThread;
import dev.revaer.engine.session.swarm.PeerReader;
import dev.revaer.engine.swarm.Peer;
import dev.revaer.engine.swarm.SwarmControl;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.alert;
import org.libtorrent4j.swig.hash_failed_alert;
import org.libtorrent4j.swig.peer_ban_alert;
import org.libtorrent4j.swig.torrent_alert;
import org.libtorrent4j.swig.torrent_handle;

/// Tells which peers libtorrent bans for bad data, and how much of that they had a part in. Runs on the alert thread.
///
/// A failed piece names no peer, and a ban no count, and a banned peer is gone at once: after each failed piece the
/// peers that stayed are asked for their counts. A ban that follows a failed piece at once is for that piece.
final class PeerFaults {
    private static final int MOST_PEERS = 1000;
    private static final int AT_ONCE_MILLIS = 2;

    private final TorrentRegistry registry;
    private final EngineListener listener;
    private final CommandThread commands;
    private final Consumer<Runnable> alertThread;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Set<SessionTorrent> looks = new HashSet<>();
    private final Set<SessionTorrent> looksAgain = new HashSet<>();
    /// The torrent whose piece failed last, and when.
    private @Nullable SessionTorrent failing;
    private long failedMillis;

    PeerFaults(
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
        return Map
                .of(hash_failed_alert.alert_type, this::hashFailed, peer_ban_alert.alert_type, this::banned);
    }

    private void hashFailed(alert raised) {
        var torrent = torrentOf(alert.cast_to_hash_failed_alert(raised));
        failing = torrent;
        failedMillis = raised.get_timestamp();
        if (torrent == null) {
            return;
        }
        if (looks.add(torrent)) {
            look(torrent);
        } else {
            looksAgain.add(torrent);
        }
    }

    private void banned(alert raised) {
        var ban = alert.cast_to_peer_ban_alert(raised);
        var torrent = torrentOf(ban);
        if (torrent == null) {
            return;
        }
        var endpoint = ban.get_endpoint();
        var address = Swig.text(endpoint);
        endpoint.delete();
        var before = counts.getOrDefault(address, 0);
        counts.remove(address);
        var isForThat = torrent == failing && raised.get_timestamp() - failedMillis <= AT_ONCE_MILLIS;
        var failures = Math.max(1, before + (isForThat ? 1 : 0));
        listener.happened(torrent.snapshot(), new PeerBanned(address, failures));
    }

    private void look(SessionTorrent torrent) {
        var handle = torrent.handle();
        try {
            commands.execute(() -> {
                var found = failures(handle);
                alertThread.accept(() -> seen(torrent, found));
            });
        } catch (EngineException _) {
            looks.clear(); // the session is closing
        }
    }

    /// Runs on the command thread.
    private static Map<String, Integer> failures(@Nullable torrent_handle handle) {
        if (handle == null || !handle.is_valid()) {
            return Map.of();
        }
        try {
            return PeerReader.read(handle, SwarmControl.MOST_PEERS)
                    .stream()
                    .filter(peer -> peer.hashFailures() > 0)
                    .collect(Collectors.toMap(Peer::address, Peer::hashFailures, Math::max));
        } catch (RuntimeException _) {
            return Map.of(); // the torrent has gone meanwhile
        }
    }

    private void seen(SessionTorrent torrent, Map<String, Integer> found) {
        looks.remove(torrent);
        if (looksAgain.remove(torrent) && looks.add(torrent)) {
            look(torrent);
        }
        counts.putAll(found);
        var oldest = counts.keySet().iterator();
        while (counts.size() > MOST_PEERS && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
    }

    private @Nullable SessionTorrent torrentOf(torrent_alert raised) {
        return registry.find(Swig.number(raised.getHandle()));
    }
}
