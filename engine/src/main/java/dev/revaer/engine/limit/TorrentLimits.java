package dev.revaer.engine.limit;

import dev.revaer.engine.BadValueException;

/// Caps on one torrent, beside those of its category and the session.
///
/// @param downloadBytesPerSecond 0 for no cap
/// @param uploadBytesPerSecond 0 for no cap
/// @param connections 2 or more; 0 for no cap
/// @param uploadSlots peers that are sent to at a time; 0 for no cap
public record TorrentLimits(
        int downloadBytesPerSecond,
        int uploadBytesPerSecond,
        int connections,
        int uploadSlots) {
    public static final TorrentLimits NONE = new TorrentLimits(0, 0, 0, 0);

    private static final int MOST_CONNECTIONS = 100_000;

    /// Checks the values.
    ///
    /// @throws BadValueException for a cap out of range
    public TorrentLimits {
        BadValueException.check("downloadBytesPerSecond", downloadBytesPerSecond, 0, Integer.MAX_VALUE);
        BadValueException.check("uploadBytesPerSecond", uploadBytesPerSecond, 0, Integer.MAX_VALUE);
        BadValueException.check("connections", connections, 0, MOST_CONNECTIONS);
        if (connections == 1) {
            throw new BadValueException("connections", "must be 0 or at least 2");
        }
        BadValueException.check("uploadSlots", uploadSlots, 0, MOST_CONNECTIONS);
    }

    public RateLimits rates() {
        return new RateLimits(downloadBytesPerSecond, uploadBytesPerSecond);
    }
}
