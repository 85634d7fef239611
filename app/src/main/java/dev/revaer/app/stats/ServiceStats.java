package dev.revaer.app.stats;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

import dev.revaer.api.stats.Stats;
import dev.revaer.api.stats.Stats.Peers;
import dev.revaer.api.stats.Stats.Rates;
import dev.revaer.api.stats.Stats.Torrents;
import dev.revaer.api.stats.Stats.VolumeStats;
import dev.revaer.api.stats.StatsSource;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentState;

/// Adds up the snapshots of all torrents.
public final class ServiceStats implements StatsSource {
    private final String version;
    private final Supplier<List<Torrent>> torrents;
    private final Supplier<List<VolumeStats>> volumes;
    private final TransferTally tally;

    public ServiceStats(
            String version,
            Supplier<List<Torrent>> torrents,
            Supplier<List<VolumeStats>> volumes,
            TransferTally tally) {
        this.version = version;
        this.torrents = torrents;
        this.volumes = volumes;
        this.tally = tally;
    }

    @Override
    public Stats now() {
        var states = new TreeMap<String, Integer>();
        for (var state : TorrentState.values()) {
            states.put(state.label(), 0);
        }
        int held = 0;
        int seeds = 0;
        int connected = 0;
        long download = 0;
        long upload = 0;
        var all = torrents.get();
        for (var torrent : all) {
            var transfer = torrent.transfer();
            states.merge(torrent.state().label(), 1, Integer::sum);
            held += torrent.isHeld() ? 1 : 0;
            seeds += transfer.seeds();
            connected += transfer.peers();
            download += transfer.downloadBytesPerSecond();
            upload += transfer.uploadBytesPerSecond();
        }
        int queued = states.getOrDefault(TorrentState.QUEUED.label(), 0);
        return new Stats(
                version,
                tally.begin(),
                Duration.between(tally.begin(), Instant.now()).toSeconds(),
                new Torrents(all.size(), states, queued, Math.max(0, all.size() - held - queued), held),
                new Rates(download, upload),
                tally.session(),
                tally.allTime(),
                new Peers(connected, seeds),
                volumes.get());
    }
}
