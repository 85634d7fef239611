package dev.revaer.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class ScreenWidthTest {
    @Test
    void readsTheSecondNumber() {
        assertThat(ScreenWidth.columns("24 132\n")).contains("132");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0\n", "24\n", "stty: no tty", "24 132 7"})
    void findsNothingInAnythingElse(String size) {
        assertThat(ScreenWidth.columns(size)).isEmpty();
    }
}
