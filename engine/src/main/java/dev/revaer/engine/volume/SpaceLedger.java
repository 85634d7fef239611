package dev.revaer.engine.volume;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.revaer.engine.InfoHash;

/// Shares the space of one volume out: who runs keeps its share before who waits, and a waiting download goes on only
/// once there is more than enough for it.
public final class SpaceLedger {
    private static final Comparator<SpaceDemand> RUNNING_FIRST = Comparator.comparing(SpaceDemand::isHeld)
            .thenComparingLong(SpaceDemand::order);

    private SpaceLedger() {}

    /// What is to happen to the downloads on a volume.
    ///
    /// @param held those that must not run, each with the reason
    /// @param running those that may
    /// @param leftBytes what is promised to nobody; negative below the space that must stay free
    public record Shares(Map<InfoHash, String> held, Set<InfoHash> running, long leftBytes) {
        public Shares {
            held = Map.copyOf(held);
            running = Set.copyOf(running);
        }
    }

    /// Says who may run and who must wait.
    ///
    /// @param freeBytes on the volume now
    /// @param promisedBytes to what is no download: files that are being moved there
    public static Shares share(
            long freeBytes,
            long promisedBytes,
            List<SpaceDemand> demands,
            VolumeSettings settings) {
        var held = new HashMap<InfoHash, String>();
        var running = new HashSet<InfoHash>();
        var left = freeBytes - settings.minFreeSpaceBytes() - promisedBytes;
        for (var demand : demands.stream().sorted(RUNNING_FIRST).toList()) {
            var needed = demand.missingBytes() + (demand.isHeld() ? settings.marginBytes() : 0);
            if (demand.missingBytes() == 0 || needed <= left) {
                running.add(demand.infoHash());
                left -= demand.missingBytes();
            } else {
                held.put(demand.infoHash(), reason(needed, left, freeBytes, settings));
            }
        }
        return new Shares(held, running, left);
    }

    private static String reason(long needed, long left, long free, VolumeSettings settings) {
        return "not enough space on its volume: it needs " + needed + " bytes and "
                + Math.max(0, left) + " are left of " + free + " free, as "
                + settings.minFreeSpaceBytes() + " stay free and the rest is promised to others";
    }
}
