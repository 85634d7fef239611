package dev.revaer.fsops.select;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class LibraryNameTest {
    @ParameterizedTest
    @CsvSource({"Some Show S01,Some Show S01", "a/b\\c,a_b_c", "..hidden,hidden", ".revaer,revaer",
            "../../x,_.._x",
            "' padded ',padded", "...a.mkv,a.mkv", "a..,a", "'a. .',a", "con,_con", "Aux.txt,_Aux.txt",
            "console,console", "COM1.x.y,_COM1.x.y", "a\u202eb,a_b"})
    void makesASafeName(String name, String expected) {
        assertThat(LibraryName.of(name, "fallback")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", " . ", "   "})
    void fallsBackWhereNothingRemains(String name) {
        assertThat(LibraryName.of(name, "fallback")).isEqualTo("fallback");
    }

    @Test
    void replacesControlCharactersAndHalvesOfCharacters() {
        assertThat(LibraryName.of("a\nb\0c\ud800d", "fallback")).isEqualTo("a_b_c_d");
    }

    @Test
    void composesCharacters() {
        assertThat(LibraryName.of("e\u0301.mkv", "fallback")).isEqualTo("\u00e9.mkv");
    }

    @Test
    void shortensWithoutBreakingACharacterOrTheExtension() {
        var name = LibraryName.of("x" + "😀".repeat(100) + ".mkv", "fallback");

        assertThat(name).startsWith("x😀").endsWith("😀.mkv");
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(230, 240);
    }

    @ParameterizedTest
    @CsvSource({"a.mkv,a (2).mkv", "a,a (2)", "Show S01. The end,Show S01. The end (2)"})
    void numbersBeforeTheExtension(String name, String expected) {
        assertThat(LibraryName.numbered(name, 2)).isEqualTo(expected);
    }
}
