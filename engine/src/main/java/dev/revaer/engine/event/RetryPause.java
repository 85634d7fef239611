package dev.revaer.engine.event;

import java.time.Duration;

/// How long to leave the journal alone after it has failed: longer each time, up to five seconds.
final class RetryPause {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LAST = Duration.ofSeconds(5);

    private Duration next = FIRST;
    private long overNanos = System.nanoTime();

    boolean isOver() {
        return System.nanoTime() - overNanos >= 0;
    }

    /// @param isShort whether there is no time for more than the shortest pause
    void begin(boolean isShort) {
        overNanos = System.nanoTime() + (isShort ? FIRST : next).toNanos();
        var doubled = next.multipliedBy(2);
        next = doubled.compareTo(LAST) > 0 ? LAST : doubled;
    }

    void reset() {
        next = FIRST;
    }
}
