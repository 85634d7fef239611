package dev.revaer.app.blocklist;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RefreshTimesTest {
    @Test
    void waitsLongerAfterEachFailureButNeverLongerThanUsual() {
        var times = RefreshTimes.every(Duration.ofMinutes(5));

        assertThat(times.retryAfter(1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(times.retryAfter(2)).isEqualTo(Duration.ofMinutes(2));
        assertThat(times.retryAfter(3)).isEqualTo(Duration.ofMinutes(4));
        assertThat(times.retryAfter(4)).isEqualTo(Duration.ofMinutes(5));
        assertThat(times.retryAfter(1_000_000)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void refusesTimesThatAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> RefreshTimes.every(Duration.ZERO));
    }
}
