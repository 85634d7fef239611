package dev.revaer.engine;

import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.network.NetworkSettings;
import dev.revaer.engine.network.PeerSettings;
import dev.revaer.engine.network.TrackerSettings;
import dev.revaer.engine.queue.QueueSettings;
import dev.revaer.engine.volume.DiskSettings;
import org.jspecify.annotations.Nullable;

/// How a session runs, as far as that can change while it does.
///
/// @param rates over all torrents
/// @param connections at most, over all torrents
/// @param uploadSlots peers that are sent to at a time, over all torrents; 0 to let libtorrent choose
/// @param userAgent sent to trackers and peers; null for the program's own name
public record SessionSettings(
        NetworkSettings network,
        PeerSettings peers,
        TrackerSettings trackers,
        QueueSettings queue,
        DiskSettings disk,
        RateLimits rates,
        int connections,
        int uploadSlots,
        @Nullable String userAgent,
        RawSettings raw) {
    public static final SessionSettings USUAL = new SessionSettings(
            NetworkSettings.USUAL,
            PeerSettings.USUAL,
            TrackerSettings.USUAL,
            QueueSettings.USUAL,
            DiskSettings.USUAL,
            RateLimits.NONE,
            500,
            0,
            null,
            RawSettings.NONE);

    public SessionSettings with(RateLimits others) {
        return new SessionSettings(
                network,
                peers,
                trackers,
                queue,
                disk,
                others,
                connections,
                uploadSlots,
                userAgent,
                raw);
    }

    public SessionSettings with(NetworkSettings other) {
        return new SessionSettings(
                other,
                peers,
                trackers,
                queue,
                disk,
                rates,
                connections,
                uploadSlots,
                userAgent,
                raw);
    }

    public SessionSettings with(QueueSettings other) {
        return new SessionSettings(
                network,
                peers,
                trackers,
                other,
                disk,
                rates,
                connections,
                uploadSlots,
                userAgent,
                raw);
    }
}
