package dev.revaer.cli.view;

import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class UnitsTest {
    @ParameterizedTest
    @CsvSource({
            "-5,0 B", "0,0 B", "1023,1023 B", "1024,1.0 KiB", "1536,1.5 KiB", "1048575,1.0 MiB",
            "1048576,1.0 MiB",
            "5368709120,5.0 GiB", "9223372036854775807,8.0 EiB"})
    void writesSizes(long bytes, String text) {
        assertThat(Units.size(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
            "-1,-", "0,0s", "59,59s", "60,1m00s", "3599,59m59s", "3600,1h00m", "86400,1d00h", "90061,1d01h",
            "9223372036854775807,>999d"})
    void writesDurations(long seconds, String text) {
        assertThat(Units.duration(OptionalLong.of(seconds))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"-1,0.0%", "0.5,50.0%", "0.9999,99.9%", "1,100.0%", "7,100.0%"})
    void writesPercentWithoutRoundingUp(double part, String text) {
        assertThat(Units.percent(part)).isEqualTo(text);
    }

    @Test
    void writesADashForNothing() {
        assertThat(Units.rate(0)).isEqualTo("-");
        assertThat(Units.rate(2048)).isEqualTo("2.0 KiB/s");
        assertThat(Units.duration(OptionalLong.empty())).isEqualTo("-");
    }

    @Test
    void drawsBarsWithinTheirBounds() {
        assertThat(ProgressBar.of(-1, 4)).isEqualTo("[----]");
        assertThat(ProgressBar.of(0.5, 4)).isEqualTo("[##--]");
        assertThat(ProgressBar.of(0.99, 4)).isEqualTo("[###-]");
        assertThat(ProgressBar.of(2, 4)).isEqualTo("[####]");
        assertThat(ProgressBar.of(Double.NaN, 4)).isEqualTo("[----]");
    }
}
