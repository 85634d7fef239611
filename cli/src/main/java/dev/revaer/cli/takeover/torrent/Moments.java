package dev.revaer.cli.takeover.torrent;

import java.time.Instant;

import dev.revaer.cli.takeover.torrent.ForeignTorrent.Goals;

/// What clients count otherwise than Revaer.
public final class Moments {
    private static final long LATEST = Instant.parse("9998-01-01T00:00:00Z").getEpochSecond();
    private static final long LONGEST_MINUTES = 36_500L * 24 * 60;
    private static final double HIGHEST_RATIO = 1_000_000;

    private Moments() {}

    /// A time in seconds since 1970; now for none that can be.
    public static Instant of(long seconds) {
        return seconds > 0 && seconds < LATEST
                ? Instant.ofEpochSecond(seconds)
                : Instant.ofEpochSecond(Instant.now().getEpochSecond());
    }

    /// Minutes in seconds, as many as Revaer takes.
    public static long seconds(long minutes) {
        return Math.min(minutes, LONGEST_MINUTES) * 60;
    }

    /// A ratio to be reached. One of 0 is reached at once, where in Revaer it is no goal.
    public static Goals ratio(double ratio) {
        return ratio > 0
                ? new Goals(Math.min(ratio, HIGHEST_RATIO), null, null)
                : ratio == 0 ? new Goals(null, 1L, null) : Goals.INHERITED;
    }
}
