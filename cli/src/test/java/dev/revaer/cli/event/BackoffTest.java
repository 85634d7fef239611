package dev.revaer.cli.event;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class BackoffTest {
    private final Backoff backoff = new Backoff(new Random(42));

    @Test
    void doublesWithinItsBound() {
        backoff.begin(Duration.ofMillis(100));

        long full = 100;
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.next().toMillis()).isBetween(full / 2, full);
            full = Math.min(full * 2, 15_000);
        }
    }

    @Test
    void beginsAnewAfterAnAnswer() {
        for (int i = 0; i < 10; i++) {
            assertThat(backoff.next()).isPositive();
        }

        backoff.reset();

        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void boundsWhatTheServerWishes() {
        backoff.begin(Duration.ofDays(1));
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(15));
        backoff.begin(Duration.ZERO);
        backoff.reset();
        assertThat(backoff.next()).isPositive();
    }
}
