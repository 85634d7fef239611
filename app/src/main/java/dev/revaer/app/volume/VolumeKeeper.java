package dev.revaer.app.volume;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.revaer.api.health.HealthReport.Component;
import dev.revaer.api.stats.Stats.VolumeStats;
import dev.revaer.app.job.TorrentSource;
import dev.revaer.app.keeper.Keeper;
import dev.revaer.app.volume.SpaceCheck.Sharing;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Hold;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.volume.VolumeSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds the torrents of a volume that is not there, and downloads where space runs short, and lets them go on by
/// themselves. Looks every second.
public final class VolumeKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VolumeKeeper.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /// Each waits for libtorrent, which takes them in order.
    private static final int AT_ONCE = 200;

    private final TorrentEngine engine;
    private final TorrentSource torrents;
    private final RootGuard guard;
    private final SpaceCheck space;
    private final Supplier<VolumeSettings> settings;
    private volatile Component health;
    private volatile List<VolumeStats> volumes;
    private final Keeper keeper;

    public VolumeKeeper(
            TorrentEngine engine,
            TorrentSource torrents,
            RootGuard guard,
            SpaceCheck space,
            Supplier<VolumeSettings> settings) {
        this.engine = engine;
        this.torrents = torrents;
        this.guard = guard;
        this.space = space;
        this.settings = settings;
        var lost = guard.look();
        var sharings = space.shareOut(there());
        this.health = health(lost, sharings);
        this.volumes = stats(sharings);
        this.keeper = Keeper.start("volumes", INTERVAL, this::look);
    }

    /// `degraded` while a volume is gone or short of space, or torrents fail.
    public Component health() {
        return health;
    }

    /// The volumes as they were a moment ago.
    public List<VolumeStats> volumes() {
        return volumes;
    }

    @Override
    public void close() {
        keeper.close();
    }

    private void look() {
        var lost = guard.look();
        holdWhatIsGone();
        var sharings = space.shareOut(there());
        sharings.forEach(this::keepSpace);
        health = health(lost, sharings);
        volumes = stats(sharings);
    }

    private List<VolumeStats> stats(List<Sharing> sharings) {
        return sharings.stream().map(sharing -> {
            var free = sharing.volume().freeBytes();
            var left = sharing.shares().leftBytes();
            return new VolumeStats(
                    sharing.directory().toString(),
                    free,
                    Math.max(0, free - settings.get().minFreeSpaceBytes() - left),
                    left);
        }).toList();
    }

    private List<Path> there() {
        return guard.all().stream().filter(root -> !guard.isLost(root)).toList();
    }

    private void holdWhatIsGone() {
        var gone = new ArrayList<Torrent>();
        var back = new ArrayList<Torrent>();
        for (var torrent : engine.torrents()) {
            var isLost = guard.isLost(torrent.downloadDir());
            var isHeld = torrent.holds().containsKey(Hold.ROOT);
            if (isLost && !isHeld) {
                gone.add(torrent);
            } else if (!isLost && isHeld) {
                back.add(torrent);
            }
        }
        forEach(gone, torrent -> engine.hold(torrent.infoHash(), Hold.ROOT, reason(torrent)));
        forEach(back, this::bringBack);
    }

    private String reason(Torrent torrent) {
        return "its volume is not there: " + guard.rootOf(torrent.downloadDir()) + " has lost "
                + Sentinel.NAME;
    }

    private void bringBack(Torrent torrent) {
        var stored = torrents.find(torrent.infoHash());
        if (stored != null) {
            engine.storage().bringBack(stored, Hold.ROOT);
        }
    }

    private void keepSpace(Sharing sharing) {
        var held = new ArrayList<Torrent>();
        var running = new ArrayList<Torrent>();
        sharing.shares().held().keySet().forEach(infoHash -> {
            var torrent = engine.find(infoHash);
            if (torrent != null && !torrent.isHeld()) {
                held.add(torrent);
            }
        });
        sharing.shares().running().forEach(infoHash -> {
            var torrent = engine.find(infoHash);
            if (torrent != null && torrent.holds().containsKey(Hold.SPACE)) {
                running.add(torrent);
            }
        });
        forEach(held, torrent -> {
            var reason = sharing.shares().held().get(torrent.infoHash());
            engine.hold(torrent.infoHash(), Hold.SPACE, String.valueOf(reason));
        });
        forEach(running, torrent -> engine.release(torrent.infoHash(), Set.of(Hold.SPACE)));
    }

    private Component health(Set<Path> lost, List<Sharing> sharings) {
        var faults = new ArrayList<String>();
        lost.stream()
                .sorted()
                .forEach(root -> faults.add(root + " is not there: it has lost " + Sentinel.NAME));
        failed().ifPresent(faults::add);
        for (var sharing : sharings) {
            var free = sharing.volume().freeBytes();
            var held = sharing.shares().held().size();
            if (free < settings.get().minFreeSpaceBytes() || held > 0) {
                faults.add(
                        sharing.directory() + " has " + free + " bytes free, "
                                + settings.get().minFreeSpaceBytes() + " must stay so; " + held
                                + " downloads wait");
            }
        }
        return faults.isEmpty()
                ? Component.up(
                        sharings.stream()
                                .map(
                                        one -> one.directory() + " has " + one.volume().freeBytes()
                                                + " bytes free")
                                .collect(Collectors.joining("; ")))
                : Component.degraded(
                        String.join("; ", faults),
                        "Mount what is missing, or free space; torrents go on by themselves.");
    }

    /// A volume may refuse what its free space promises: a quota, a lack of inodes, a fault.
    private Optional<String> failed() {
        var failed = engine.torrents()
                .stream()
                .filter(torrent -> torrent.state() == TorrentState.FAILED && torrent.hasMetadata())
                .toList();
        return failed.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        failed.size() + " torrents have failed, one of them " + failed.getFirst().infoHash()
                                + ": " + failed.getFirst().reason());
    }

    /// A torrent that is removed meanwhile, or a libtorrent that does not answer, does not keep the others waiting.
    private static void forEach(List<Torrent> torrents, Consumer<Torrent> command) {
        if (torrents.isEmpty()) {
            return;
        }
        var places = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var torrent : torrents) {
                places.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        command.accept(torrent);
                    } catch (EngineException e) {
                        LOG.atWarn()
                                .addKeyValue("infoHash", torrent.infoHash())
                                .addKeyValue("reason", e.error())
                                .log("a torrent could not be held or let go; it is tried again");
                    } finally {
                        places.release();
                    }
                });
            }
        }
    }
}
