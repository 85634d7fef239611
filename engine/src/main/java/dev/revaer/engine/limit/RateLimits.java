package dev.revaer.engine.limit;

import dev.revaer.engine.BadValueException;

/// Caps on the rates of a torrent, a category or the session.
///
/// @param downloadBytesPerSecond 0 for no cap
/// @param uploadBytesPerSecond 0 for no cap
public record RateLimits(int downloadBytesPerSecond, int uploadBytesPerSecond) {
    public static final RateLimits NONE = new RateLimits(0, 0);

    /// Checks the values.
    ///
    /// @throws BadValueException for a cap below 0
    public RateLimits {
        BadValueException.check("downloadBytesPerSecond", downloadBytesPerSecond, 0, Integer.MAX_VALUE);
        BadValueException.check("uploadBytesPerSecond", uploadBytesPerSecond, 0, Integer.MAX_VALUE);
    }

    /// Of each pair of caps the tighter one.
    public RateLimits and(RateLimits other) {
        return new RateLimits(
                tighter(downloadBytesPerSecond, other.downloadBytesPerSecond),
                tighter(uploadBytesPerSecond, other.uploadBytesPerSecond));
    }

    private static int tighter(int some, int other) {
        return some == 0 ? other : other == 0 ? some : Math.min(some, other);
    }
}
