package dev.revaer.cli.takeover;

import java.util.List;

import dev.revaer.cli.takeover.bencode.UnreadableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PathMappingTest {
    private static final List<PathMapping> MAPPINGS = List.of(
            new PathMapping("/downloads", "/srv"),
            new PathMapping("/downloads/films", "/mnt/films"),
            new PathMapping("D:/Films", "/srv/films"));

    @ParameterizedTest
    @CsvSource({"/downloads,/srv", "/downloads/a/,/srv/a", "/downloads/films/b,/mnt/films/b",
            "/downloads/filmstrip,/srv/filmstrip", "/downloadsX,/downloadsX", "'D:\\Films\\c',/srv/films/c",
            "/downloads/../../etc,/etc"})
    void placesByTheLongestThatFits(String given, String placed) throws UnreadableException {
        assertThat(PathMapping.place(given, MAPPINGS)).isEqualTo(placed);
    }

    @Test
    void refusesWhatIsNoDirectoryHere() {
        for (var given : List.of("E:\\Films", "relative", "/a\0b")) {
            assertThatExceptionOfType(UnreadableException.class)
                    .isThrownBy(() -> PathMapping.place(given, MAPPINGS));
        }
    }
}
