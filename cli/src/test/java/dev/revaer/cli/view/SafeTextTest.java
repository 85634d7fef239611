package dev.revaer.cli.view;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class SafeTextTest {
    @ParameterizedTest
    @CsvSource({
            "001b,\\u001b", "0007,\\u0007", "000a,\\u000a", "000d,\\u000d", "007f,\\u007f", "009b,\\u009b",
            "202e,\\u202e",
            "2066,\\u2066", "200f,\\u200f", "061c,\\u061c", "2028,\\u2028", "feff,\\ufeff", "d800,\\ud800",
            "e0041,\\udb40\\udc41"})
    void showsWhatActsOnATerminal(String hex, String shown) {
        String hostile = new StringBuilder("a").appendCodePoint(Integer.parseInt(hex, 16))
                .append('b')
                .toString();

        assertThat(SafeText.of(hostile)).isEqualTo("a" + shown + "b");
    }

    @Test
    void keepsWhatPeopleWrite() {
        String names = "Übung – 映画 😀 می‌خواهم 👨‍👩‍👧 e\u0301 \\u001b";

        assertThat(SafeText.of(names)).isEqualTo(names);
    }

    @Test
    void letsNothingThrough() {
        var random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            var text = new StringBuilder();
            random.ints(20, 0, 0x3000).forEach(text::appendCodePoint);

            assertThat(SafeText.of(text.toString()))
                    .doesNotContainPattern("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f]");
        }
    }
}
