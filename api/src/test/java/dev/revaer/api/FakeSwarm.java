package dev.revaer.api;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.revaer.api.network.PeerBans;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.network.AddressRange;
import dev.revaer.engine.network.Blocklist;
import dev.revaer.engine.network.NetworkControl;
import dev.revaer.engine.network.NetworkStatus;
import dev.revaer.engine.network.SessionCounter;
import dev.revaer.engine.swarm.Peer;
import dev.revaer.engine.swarm.SwarmControl;
import dev.revaer.engine.swarm.Tracker;
import dev.revaer.engine.swarm.TrackerStatus;
import dev.revaer.engine.swarm.TrackerStatus.State;
import org.jspecify.annotations.Nullable;

/// A swarm in which nothing happens: trackers are those that are wanted, else [#METAINFO_TRACKER] alone.
public final class FakeSwarm implements SwarmControl, NetworkControl, PeerBans {
    public static final String METAINFO_TRACKER = "http://tracker.invalid/announce";

    private final FakeCatalog catalog;
    private final Map<String, Ban> bans = new LinkedHashMap<>();
    private volatile List<Peer> peers = List.of();
    private volatile NetworkStatus status = NetworkStatus.NONE;

    FakeSwarm(FakeCatalog catalog) {
        this.catalog = catalog;
    }

    public void peers(List<Peer> others) {
        peers = others;
    }

    public void status(NetworkStatus other) {
        status = other;
    }

    @Override
    public List<TrackerStatus> trackers(InfoHash infoHash) {
        var wanted = catalog.get(infoHash).torrent().options().sources().trackers();
        var trackers = wanted != null ? wanted : List.of(new Tracker(METAINFO_TRACKER, 0));
        return trackers.stream()
                .map(
                        tracker -> new TrackerStatus(
                                tracker.url(),
                                tracker.tier(),
                                State.NOT_CONTACTED,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                0))
                .toList();
    }

    @Override
    public List<String> webSeeds(InfoHash infoHash) {
        var sources = catalog.get(infoHash).torrent().options().sources();
        return Objects.requireNonNullElse(sources.webSeeds(), List.of());
    }

    @Override
    public List<Peer> peers(InfoHash infoHash) {
        catalog.get(infoHash);
        return peers;
    }

    @Override
    public List<SessionCounter> counters() {
        return List.of();
    }

    @Override
    public NetworkStatus status() {
        return status;
    }

    @Override
    public void block(Blocklist blocklist) {}

    @Override
    public void ban(Collection<AddressRange> banned) {}

    @Override
    public synchronized List<Ban> bans() {
        return new ArrayList<>(bans.values());
    }

    @Override
    public synchronized Ban ban(InetAddress address, @Nullable InfoHash infoHash) {
        return bans.computeIfAbsent(
                address.getHostAddress(),
                text -> new Ban(text, Instant.EPOCH, infoHash == null ? null : infoHash.hex()));
    }

    @Override
    public synchronized void unban(InetAddress address) {
        bans.remove(address.getHostAddress());
    }
}
