package dev.revaer.engine.network;

import dev.revaer.engine.BadValueException;

/// How trackers are asked.
///
/// @param announceToAllTiers whether a tracker of each tier is told of us, not of the first that works alone
/// @param announceToAllTrackers whether all trackers of a tier are told of us, not one
/// @param timeoutSeconds given to a tracker to answer
/// @param atOnce HTTP trackers asked at a time
/// @param shortestIntervalSeconds between announces of a torrent, whatever less a tracker asks for
/// @param validateCertificates whether HTTPS trackers must show a certificate that is trusted
public record TrackerSettings(
        boolean announceToAllTiers,
        boolean announceToAllTrackers,
        int timeoutSeconds,
        int atOnce,
        int shortestIntervalSeconds,
        boolean validateCertificates) {
    public static final TrackerSettings USUAL = new TrackerSettings(false, false, 30, 50, 300, true);

    /// Checks the values.
    ///
    /// @throws BadValueException for a number out of range
    public TrackerSettings {
        BadValueException.check("timeoutSeconds", timeoutSeconds, 5, 300);
        BadValueException.check("atOnce", atOnce, 1, 1000);
        BadValueException.check("shortestIntervalSeconds", shortestIntervalSeconds, 10, 86_400);
    }
}
