package dev.revaer.engine.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.session.pump.CommandThread;
import dev.revaer.engine.session.swarm.PeerReader;
import dev.revaer.engine.session.swarm.TrackerReader;
import dev.revaer.engine.swarm.Peer;
import dev.revaer.engine.swarm.SwarmControl;
import dev.revaer.engine.swarm.TrackerStatus;
import org.libtorrent4j.swig.torrent_handle;

/// Asks libtorrent for the details of a swarm, on the command thread, and not again within a second.
final class SessionSwarm implements SwarmControl {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int MOST_KEPT = 256;

    private final TorrentRegistry registry;
    private final CommandThread commands;
    private final Map<Long, Answer<TrackerStatus>> trackers = new ConcurrentHashMap<>();
    private final Map<Long, Answer<Peer>> peers = new ConcurrentHashMap<>();

    SessionSwarm(TorrentRegistry registry, CommandThread commands) {
        this.registry = registry;
        this.commands = commands;
    }

    /// @param options as they were when it was asked for; others may make it wrong
    private record Answer<T>(List<T> rows, TorrentOptions options, long nanos) {
        boolean isGood(SessionTorrent torrent, long now) {
            return options.equals(torrent.snapshot().options()) && now - nanos < FRESH.toNanos();
        }
    }

    @Override
    public List<TrackerStatus> trackers(InfoHash infoHash) {
        return ask("trackers", infoHash, trackers, (_, handle) -> TrackerReader.read(handle));
    }

    @Override
    public List<String> webSeeds(InfoHash infoHash) {
        return commands.call("web seeds", () -> registry.get(infoHash).webSeeds());
    }

    @Override
    public List<Peer> peers(InfoHash infoHash) {
        return ask("peers", infoHash, peers, (_, handle) -> PeerReader.read(handle, MOST_PEERS));
    }

    private <T> List<T> ask(
            String name,
            InfoHash infoHash,
            Map<Long, Answer<T>> kept,
            BiFunction<SessionTorrent, torrent_handle, List<T>> reader) {
        var torrent = registry.get(infoHash);
        var options = torrent.snapshot().options();
        var known = kept.get(torrent.number);
        if (known != null && known.isGood(torrent, System.nanoTime())) {
            return known.rows();
        }
        return commands.call(name, () -> {
            var meanwhile = kept.get(torrent.number);
            if (meanwhile != null && meanwhile.isGood(torrent, System.nanoTime())) {
                return meanwhile.rows();
            }
            var rows = reader.apply(torrent, TorrentCommands.validHandle(torrent, infoHash));
            forgetOld(kept);
            kept.put(torrent.number, new Answer<>(rows, options, System.nanoTime()));
            return rows;
        });
    }

    private static <T> void forgetOld(Map<Long, Answer<T>> kept) {
        if (kept.size() >= MOST_KEPT) {
            var now = System.nanoTime();
            kept.values().removeIf(answer -> now - answer.nanos() >= FRESH.toNanos());
        }
    }
}
