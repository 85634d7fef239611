package dev.revaer.engine.network;

import java.util.LinkedHashSet;
import java.util.List;

import dev.revaer.engine.BadValueException;
import dev.revaer.engine.swarm.SwarmSources;
import dev.revaer.engine.swarm.Tracker;

/// How trackers are asked.
///
/// @param announceToAllTiers whether a tracker of each tier is told of us, not of the first that works alone
/// @param announceToAllTrackers whether all trackers of a tier are told of us, not one
/// @param timeoutSeconds given to a tracker to answer
/// @param atOnce HTTP trackers asked at a time
/// @param shortestIntervalSeconds between announces of a torrent, whatever less a tracker asks for
/// @param validateCertificates whether HTTPS trackers must show a certificate that is trusted
/// @param added URLs that torrents get which are not known to be private, as they are added
/// @param replaceOthers whether these take the place of the trackers that the torrent names
public record TrackerSettings(
        boolean announceToAllTiers,
        boolean announceToAllTrackers,
        int timeoutSeconds,
        int atOnce,
        int shortestIntervalSeconds,
        boolean validateCertificates,
        List<String> added,
        boolean replaceOthers) {
    public static final TrackerSettings USUAL = new TrackerSettings(
            false,
            false,
            30,
            50,
            300,
            true,
            List.of(),
            false);

    private static final int MOST_ADDED = 100;

    /// Checks the values.
    ///
    /// @throws BadValueException for a number out of range
    public TrackerSettings {
        BadValueException.check("timeoutSeconds", timeoutSeconds, 5, 300);
        BadValueException.check("atOnce", atOnce, 1, 1000);
        BadValueException.check("shortestIntervalSeconds", shortestIntervalSeconds, 10, 86_400);
        if (added.size() > MOST_ADDED) {
            throw new BadValueException("added", "must have at most " + MOST_ADDED + " entries");
        }
        for (int i = 0; i < added.size(); i++) {
            if (!Tracker.isAllowed(added.get(i))) {
                throw new BadValueException("added/" + i, "must be an http, https or udp URL");
            }
        }
        added = List.copyOf(new LinkedHashSet<>(added));
    }

    /// Where a torrent asks for peers that is not known to be private.
    ///
    /// @param named by itself
    public SwarmSources sources(SwarmSources named) {
        if (added.isEmpty()) {
            return named;
        }
        var own = named.trackers();
        var left = own == null || replaceOthers ? List.<Tracker>of() : own;
        return named.withTrackers(left)
                .and(added.subList(0, Math.min(added.size(), SwarmSources.MOST - left.size())), List.of());
    }
}
