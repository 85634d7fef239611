package dev.revaer.engine.retry;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// The times at which something that fails again and again is tried: ten seconds later at first, then twice as much
/// each time up to ten minutes, and from the start once it has gone well for a while.
///
/// @param failures in a row
/// @param triedAt when it was last begun anew; null if it never was
/// @param nextTry null unless one is due
public record Backoff(int failures, @Nullable Instant triedAt, @Nullable Instant nextTry) {
    public static final Duration FIRST = Duration.ofSeconds(10);
    public static final Duration LONGEST = Duration.ofMinutes(10);

    /// What goes well for so long has recovered.
    public static final Duration RECOVERED_AFTER = Duration.ofMinutes(2);

    public static final Backoff NONE = new Backoff(0, null, null);

    /// It has failed; a try that is planned already stays as it is.
    public Backoff failed(Instant now) {
        if (nextTry != null) {
            return this;
        }
        var hadRecovered = triedAt == null || triedAt.plus(RECOVERED_AFTER).isBefore(now);
        var inRow = hadRecovered ? 1 : failures + 1;
        return new Backoff(inRow, triedAt, now.plus(delay(inRow)));
    }

    /// It is begun anew.
    public Backoff tried(Instant now) {
        return new Backoff(failures, now, null);
    }

    public boolean isDue(Instant now) {
        return nextTry != null && !nextTry.isAfter(now);
    }

    private static Duration delay(int failures) {
        var delay = FIRST;
        for (int i = 1; i < failures && delay.compareTo(LONGEST) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }
}
