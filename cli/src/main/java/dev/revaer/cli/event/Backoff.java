package dev.revaer.cli.event;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Waits that double from try to try up to a bound, each shortened by chance so that clients don't come back all at once.
final class Backoff {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int MOST_DOUBLINGS = 20;

    private final RandomGenerator random;
    private Duration base = Duration.ofMillis(500);
    private int tries;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /// Begins with this wait from now on, within 10 ms and 15 s.
    void begin(Duration wish) {
        base = wish.compareTo(SHORTEST) < 0 ? SHORTEST : wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
    }

    /// The next wait: between half of the full one and all of it.
    Duration next() {
        long full = Math.min(base.toMillis() << Math.min(tries, MOST_DOUBLINGS), LONGEST.toMillis());
        tries = Math.min(tries + 1, MOST_DOUBLINGS);
        return Duration.ofMillis(random.nextLong(full / 2, full + 1));
    }

    /// Forgets the tries: there was an answer.
    void reset() {
        tries = 0;
    }
}
