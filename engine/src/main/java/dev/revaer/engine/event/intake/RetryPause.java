package dev.revaer.engine.event.intake;

import java.time.Duration;

/// How long to leave the journal alone after it has failed: longer each time, up to five seconds.
public final class RetryPause {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LAST = Duration.ofSeconds(5);

    private Duration next = FIRST;
    private long overNanos = System.nanoTime();

    public boolean isOver() {
        return System.nanoTime() - overNanos >= 0;
    }

    /// Leaves the journal alone from now on.
    ///
    /// @param isShort whether there is no time for more than the shortest pause
    public void begin(boolean isShort) {
        overNanos = System.nanoTime() + (isShort ? FIRST : next).toNanos();
        var doubled = next.multipliedBy(2);
        next = doubled.compareTo(LAST) > 0 ? LAST : doubled;
    }

    public void reset() {
        next = FIRST;
    }
}
