package dev.revaer.bench.event;

import java.time.Duration;

/// How long events took to arrive, counted in tenths of a millisecond. Safe for any thread.
final class Delays {
    private static final int MICROS_EACH = 100;

    /// The last one stands for ten seconds and more.
    private final long[] counts = new long[100_000];
    private long all;

    synchronized void add(long micros) {
        counts[Math.clamp(micros / MICROS_EACH, 0, counts.length - 1)]++;
        all++;
    }

    synchronized long count() {
        return all;
    }

    /// The time within which so many of a hundred had arrived.
    synchronized Duration percentile(int percent) {
        var rank = (long) Math.ceil(all * percent / 100.0);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Duration.ofNanos((i + 1L) * MICROS_EACH * 1000);
            }
        }
        throw new IllegalStateException("fewer than were counted");
    }
}
