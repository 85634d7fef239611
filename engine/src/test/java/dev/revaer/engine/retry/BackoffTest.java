package dev.revaer.engine.retry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void waitsTwiceAsLongEachTimeUpToTenMinutes() {
        var waits = new ArrayList<Long>();
        var now = START;
        var backoff = Backoff.NONE;
        for (int i = 0; i < 9; i++) {
            backoff = backoff.failed(now);
            var next = Objects.requireNonNull(backoff.nextTry());
            waits.add(Duration.between(now, next).toSeconds());
            now = next;
            backoff = backoff.tried(now);
        }

        assertThat(waits).containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 600L, 600L, 600L);
    }

    @Test
    void keepsToTheTimeThatWasPlanned() {
        var failed = Backoff.NONE.failed(START);

        assertThat(failed.failed(START.plusSeconds(5))).isEqualTo(failed);
        assertThat(failed.isDue(START.plusSeconds(9))).isFalse();
        assertThat(failed.isDue(START.plusSeconds(10))).isTrue();
    }

    @Test
    void beginsAnewOnceItHasGoneWellForAWhile() {
        var triedAt = START.plusSeconds(10);
        var later = triedAt.plus(Backoff.RECOVERED_AFTER).plusSeconds(1);

        var failed = Backoff.NONE.failed(START).tried(triedAt).failed(later);

        assertThat(failed.nextTry()).isEqualTo(later.plus(Backoff.FIRST));
    }

    @Test
    void plansNothingUntilItFails() {
        assertThat(Backoff.NONE.isDue(START)).isFalse();
        assertThat(Backoff.NONE.failed(START).tried(START.plusSeconds(10)).isDue(START.plusSeconds(60)))
                .isFalse();
    }
}
