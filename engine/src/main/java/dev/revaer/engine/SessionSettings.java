package dev.revaer.engine;

import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.network.NetworkSettings;
import dev.revaer.engine.queue.QueueSettings;

/// How a session runs, as far as that can change while it does.
///
/// @param rates over all torrents
/// @param connections at most, over all torrents
/// @param uploadSlots peers that are sent to at a time, over all torrents; 0 to let libtorrent choose
public record SessionSettings(
        NetworkSettings network,
        QueueSettings queue,
        RateLimits rates,
        int connections,
        int uploadSlots) {
    public static final SessionSettings USUAL = new SessionSettings(
            NetworkSettings.USUAL,
            QueueSettings.USUAL,
            RateLimits.NONE,
            500,
            0);

    public SessionSettings with(RateLimits others) {
        return new SessionSettings(network, queue, others, connections, uploadSlots);
    }

    public SessionSettings with(NetworkSettings other) {
        return new SessionSettings(other, queue, rates, connections, uploadSlots);
    }

    public SessionSettings with(QueueSettings other) {
        return new SessionSettings(network, other, rates, connections, uploadSlots);
    }
}
