package dev.revaer.api.rate;

import dev.revaer.engine.BadValueException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RateSettingsTest {
    @ParameterizedTest
    @CsvSource({"0,100,10,requestsPerSecond", "1000001,100,10,requestsPerSecond", "1,9,10,burst",
            "1,1000001,10,burst",
            "1,10,0,failuresPerMinute", "1,10,10001,failuresPerMinute"})
    void namesWhatIsOutOfRange(int requests, int burst, int failures, String field) {
        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> new RateSettings(requests, burst, failures))
                .satisfies(e -> org.assertj.core.api.Assertions.assertThat(e.field()).isEqualTo(field));
    }
}
