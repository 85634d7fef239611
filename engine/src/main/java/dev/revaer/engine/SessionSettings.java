package dev.revaer.engine;

import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.network.NetworkSettings;
import dev.revaer.engine.network.PeerSettings;
import dev.revaer.engine.network.TrackerSettings;
import dev.revaer.engine.queue.QueueSettings;
import dev.revaer.engine.volume.DiskSettings;

/// How a session runs, as far as that can change while it does.
///
/// @param rates over all torrents
/// @param connections at most, over all torrents
/// @param uploadSlots peers that are sent to at a time, over all torrents; 0 to let libtorrent choose
public record SessionSettings(
        NetworkSettings network,
        PeerSettings peers,
        TrackerSettings trackers,
        QueueSettings queue,
        DiskSettings disk,
        RateLimits rates,
        int connections,
        int uploadSlots) {
    public static final SessionSettings USUAL = new SessionSettings(
            NetworkSettings.USUAL,
            PeerSettings.USUAL,
            TrackerSettings.USUAL,
            QueueSettings.USUAL,
            DiskSettings.USUAL,
            RateLimits.NONE,
            500,
            0);

    public SessionSettings with(RateLimits others) {
        return new SessionSettings(network, peers, trackers, queue, disk, others, connections, uploadSlots);
    }

    public SessionSettings with(NetworkSettings other) {
        return new SessionSettings(other, peers, trackers, queue, disk, rates, connections, uploadSlots);
    }

    public SessionSettings with(QueueSettings other) {
        return new SessionSettings(network, peers, trackers, other, disk, rates, connections, uploadSlots);
    }
}
