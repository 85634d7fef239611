package dev.revaer.fsops.entry;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class EntryNameTest {
    @ParameterizedTest
    @CsvSource({"a/b,a/b", "./a//b/,a/b", "...,...", "a..b,a..b"})
    void keepsHarmlessNames(String raw, String expected) throws IOException {
        assertThat(EntryName.clean(raw)).isEqualTo(expected);
    }

    @Test
    void replacesControlCharacters() throws IOException {
        assertThat(EntryName.clean("a\nb/\u001b[2J")).isEqualTo("a_b/_[2J");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../a", "a/..", "a/../../b", "/", "//a", "C:", "z:/a", "\\a", "a\\..\\b",
            "a\0"})
    void refusesNamesThatLeadOut(String raw) {
        assertThatThrownBy(() -> EntryName.clean(raw)).isInstanceOf(UnsafeEntryException.class);
    }

    @Test
    void refusesNamesNoFileSystemTakes() {
        assertThatThrownBy(() -> EntryName.clean("x".repeat(256))).isInstanceOf(UnsafeEntryException.class);
        assertThatThrownBy(() -> EntryName.clean("xyz/".repeat(600)))
                .isInstanceOf(UnsafeEntryException.class);
    }
}
