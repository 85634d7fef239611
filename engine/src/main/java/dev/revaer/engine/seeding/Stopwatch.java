package dev.revaer.engine.seeding;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// A time that adds up while something goes on, kept so that nothing needs to be written while it does.
///
/// @param before what had added up when it last started
/// @param since when it last started; null while it stands
public record Stopwatch(Duration before, @Nullable Instant since) {
    public static final Stopwatch ZERO = new Stopwatch(Duration.ZERO, null);

    public Stopwatch run(boolean isRunning, Instant now) {
        if (isRunning == (since != null)) {
            return this;
        }
        return isRunning ? new Stopwatch(before, now) : new Stopwatch(at(now), null);
    }

    /// What has added up by then; a clock that was set back takes nothing away.
    public Duration at(Instant now) {
        if (since == null || now.isBefore(since)) {
            return before;
        }
        return before.plus(Duration.between(since, now));
    }
}
