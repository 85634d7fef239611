package dev.revaer.api.bounds;

import java.time.Duration;

import dev.revaer.engine.BadValueException;

/// What is taken from callers at most.
///
/// @param bodyBytes of a request, but for uploads
/// @param metainfoBytes of a `.torrent` that is uploaded, or sent as base64
/// @param headerBytes of all headers of a request; holds from the next start on
/// @param eventStreams open at a time, over all callers
/// @param idleTimeout how long a connection may wait for a request, or for more of one; holds from the next start on
public record BoundsSettings(
        int bodyBytes,
        int metainfoBytes,
        int headerBytes,
        int eventStreams,
        Duration idleTimeout) {
    /// What can be decoded, whatever the settings say.
    public static final int LARGEST_BODY = 64 * 1024 * 1024;
    private static final int SMALLEST_BODY = 64 * 1024;
    private static final int SMALLEST_HEADER = 4 * 1024;
    private static final int LARGEST_HEADER = 64 * 1024;
    private static final int MOST_STREAMS = 100_000;
    private static final Duration SHORTEST_IDLE = Duration.ofSeconds(1);
    private static final Duration LONGEST_IDLE = Duration.ofDays(1);

    public static final BoundsSettings USUAL = new BoundsSettings(
            8 * 1024 * 1024,
            5 * 1024 * 1024,
            8 * 1024,
            10_000,
            Duration.ofMinutes(5));

    /// Checks the values. None of them can be set so low that nobody can set it back.
    ///
    /// @throws BadValueException for what is out of range
    public BoundsSettings {
        BadValueException.check("bodyBytes", bodyBytes, SMALLEST_BODY, LARGEST_BODY);
        BadValueException.check("metainfoBytes", metainfoBytes, SMALLEST_BODY, LARGEST_BODY);
        BadValueException.check("headerBytes", headerBytes, SMALLEST_HEADER, LARGEST_HEADER);
        BadValueException.check("eventStreams", eventStreams, 1, MOST_STREAMS);
        if (idleTimeout.compareTo(SHORTEST_IDLE) < 0 || idleTimeout.compareTo(LONGEST_IDLE) > 0) {
            throw new BadValueException(
                    "idleTimeout",
                    "must be from " + SHORTEST_IDLE + " to " + LONGEST_IDLE + ", not " + idleTimeout);
        }
    }
}
