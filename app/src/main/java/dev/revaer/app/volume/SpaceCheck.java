package dev.revaer.app.volume;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.revaer.api.problem.ApiError.NotEnoughSpace;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.volume.FreeSpace.Volume;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.volume.SpaceDemand;
import dev.revaer.engine.volume.SpaceLedger;
import dev.revaer.engine.volume.SpaceLedger.Shares;
import dev.revaer.engine.volume.VolumeSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks what each volume has and what the downloads on it still need.
public final class SpaceCheck {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceCheck.class);
    private static final Set<Hold> SPACE_ALONE = Set.of(Hold.SPACE);

    private final TorrentEngine engine;
    private final FreeSpace space;
    private final Supplier<VolumeSettings> settings;
    private final Map<InfoHash, Promise> promises = new ConcurrentHashMap<>();

    public SpaceCheck(TorrentEngine engine, FreeSpace space, Supplier<VolumeSettings> settings) {
        this.engine = engine;
        this.space = space;
        this.settings = settings;
    }

    private record Promise(Path directory, long bytes) {}

    /// A volume and what is to happen on it.
    ///
    /// @param directory one of those that lie on it
    record Sharing(Path directory, Volume volume, Shares shares) {}

    /// Keeps space for what is moved to a directory; 0 when all of it is there.
    public void promise(InfoHash infoHash, Path directory, long bytes) {
        if (bytes == 0) {
            promises.remove(infoHash);
        } else {
            promises.put(infoHash, new Promise(directory, bytes));
        }
    }

    /// Looks now whether so many bytes more fit into a directory's volume.
    ///
    /// @throws ApiException with [NotEnoughSpace]
    public void require(Path directory, long bytes) {
        if (bytes == 0) {
            return;
        }
        for (var sharing : shareOut(List.of(directory))) {
            if (sharing.directory().equals(directory) && sharing.shares().leftBytes() < bytes) {
                throw new ApiException(
                        new NotEnoughSpace(
                                directory,
                                bytes,
                                Math.max(0, sharing.shares().leftBytes()),
                                sharing.volume().freeBytes()));
            }
        }
    }

    /// Shares out every volume that one of these directories or a download lies on. One that cannot be looked at is
    /// left out.
    ///
    /// @param first stand for their volumes
    List<Sharing> shareOut(Iterable<Path> first) {
        var volumes = new HashMap<Long, Sharing>();
        var byDirectory = new HashMap<Path, Long>();
        var demands = new HashMap<Long, List<SpaceDemand>>();
        first.forEach(directory -> look(directory, volumes, byDirectory));
        for (var torrent : engine.torrents()) {
            if (isDemanding(torrent)) {
                look(torrent.downloadDir(), volumes, byDirectory);
                var device = byDirectory.get(torrent.downloadDir());
                if (device != null) {
                    demands.computeIfAbsent(device, _ -> new ArrayList<>()).add(demand(torrent));
                }
            }
        }
        var promised = new HashMap<Long, Long>();
        for (var promise : promises.values()) {
            look(promise.directory(), volumes, byDirectory);
            var device = byDirectory.get(promise.directory());
            if (device != null) {
                promised.merge(device, promise.bytes(), Long::sum);
            }
        }
        var now = settings.get();
        return volumes.entrySet().stream().map(entry -> {
            var seen = entry.getValue();
            var shares = SpaceLedger.share(
                    seen.volume().freeBytes(),
                    promised.getOrDefault(entry.getKey(), 0L),
                    demands.getOrDefault(entry.getKey(), List.of()),
                    now);
            return new Sharing(seen.directory(), seen.volume(), shares);
        }).toList();
    }

    private void look(Path directory, Map<Long, Sharing> volumes, Map<Path, Long> byDirectory) {
        if (byDirectory.containsKey(directory)) {
            return;
        }
        try {
            var volume = space.of(directory);
            byDirectory.put(directory, volume.device());
            volumes.putIfAbsent(
                    volume.device(),
                    new Sharing(directory, volume, new Shares(Map.of(), Set.of(), 0)));
        } catch (IOException e) {
            LOG.atDebug()
                    .addKeyValue("directory", directory)
                    .setCause(e)
                    .log("its volume cannot be looked at");
        }
    }

    /// What is being checked writes nothing, and how much it will need is known only then. What waits in the queue is
    /// looked at when its turn comes.
    private static boolean isDemanding(Torrent torrent) {
        if (torrent.isHeld()) {
            return torrent.holds().keySet().equals(SPACE_ALONE);
        }
        return switch (torrent.state()) {
            case DOWNLOADING, STALLED, FAILED -> missing(torrent) > 0;
            case QUEUED, CHECKING, FETCHING_METADATA, SEEDING, COMPLETED, PAUSED, MOVING -> false;
        };
    }

    private static SpaceDemand demand(Torrent torrent) {
        return new SpaceDemand(
                torrent.infoHash(),
                torrent.queuePosition() < 0 ? torrent.number() : torrent.queuePosition(),
                missing(torrent),
                torrent.state() == TorrentState.PAUSED);
    }

    private static long missing(Torrent torrent) {
        var transfer = torrent.transfer();
        return Math.max(0, transfer.sizeBytes() - transfer.downloadedBytes());
    }
}
