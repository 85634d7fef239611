package dev.revaer.cli.argument;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class AmountTest {
    @ParameterizedTest
    @CsvSource({
            "0,0", "1048576,1048576", "500k,512000", "1.5M,1572864", "2GiB,2147483648", "1 MiB/s,1048576",
            "none,0", "Unlimited,0", "3b,3", "1T,1099511627776"})
    void readsWhatPeopleGive(String text, long bytes) {
        assertThat(Amount.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "k", "1e9", "1..5", "five", "999999999999999T", "1kk"})
    void refusesWhatIsNoAmount(String text) {
        assertThatThrownBy(() -> Amount.parse(text)).isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({"90s,PT1M30S", "0,PT0S", "45,PT45S", "2h30m,PT2H30M", "7d,P7D", "1d1h1m1s,P1DT1H1M1S",
            "PT2H,PT2H",
            "P3DT12H,P3DT12H"})
    void readsSpans(String text, String duration) {
        assertThat(Span.parse(text).duration()).isEqualTo(Duration.parse(duration));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1w", "h", "5m3h"})
    void refusesWhatIsNoSpan(String text) {
        assertThatThrownBy(() -> Span.parse(text)).isInstanceOf(TypeConversionException.class);
    }
}
