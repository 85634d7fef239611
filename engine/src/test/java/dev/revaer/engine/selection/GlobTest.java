package dev.revaer.engine.selection;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

class GlobTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "*.mkv|Show/S01/a.mkv",
            "*.MKV|Show/S01/a.mkv",
            "*.mkv|Show/A.MKV",
            "**/*.mkv|Show/S01/a.mkv",
            "**/*.mkv|a.mkv",
            "S01/*|Show/S01/a.mkv",
            "show/s01/*|Show/S01/a.mkv",
            "Show/**|Show/S01/a.mkv",
            "**/s01/**|Show/S01/a.mkv",
            "*.{mkv,mp4}|Show/a.mp4",
            "a?.[a-c]x|Show/ab.bx",
            "[!b]*|Show/ab",
            "a\\*b|a*b",
            "[*]x|*x",
            "{a,}b|b",
            "*|anything",
            "ärger*|Show/ÄRGER.txt",
            "a,b|a,b"})
    void matches(String glob, String path) {
        assertThat(Glob.of(glob).matches(path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "*.mkv|Show/a.mkv.part",
            "S01/*|Show/S01/deep/a.mkv",
            "S02/*|Show/S01/a.mkv",
            "*.{mkv,mp4}|Show/a.mp3",
            "[!a]*|Show/ab",
            "a?c|a/c",
            "a*c/x|a/c/x",
            "Show|Show/a.mkv"})
    void matchesNot(String glob, String path) {
        assertThat(Glob.of(glob).matches(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[a", "[z-a]", "[/]", "{a", "a}", "{a,{b}}", "a\\"})
    void refusesWhatCannotBeRead(String glob) {
        assertThatThrownBy(() -> Glob.of(glob)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isQuickForAnyPattern() {
        var glob = Glob.of("*a".repeat(200) + "b");
        var path = "a".repeat(1_000);

        assertTimeout(Duration.ofSeconds(1), () -> assertThat(glob.matches(path)).isFalse());
    }
}
