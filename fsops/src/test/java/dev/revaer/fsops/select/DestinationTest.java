package dev.revaer.fsops.select;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import dev.revaer.fsops.FinishedDownload;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class DestinationTest {
    private static final String INFO_HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final long SEED = 20_261_122;
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"{name}, Show", "{category}/{name}, tv/Show", "all/{category}/{name}, all/tv/Show",
            "{year}/{month}-{day}/{name}, 2026/03-04/Show", "{infoHash}, " + INFO_HASH,
            "{category}/{name} ({year}), tv/Show (2026)", "{category}{category}/{name}, tvtv/Show"})
    void fillsItsFields(String template, String expected) {
        assertThat(new Destination(template).of(download("tv", NOON), "Show")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"{category}/{name}, Show", "x/{category}/{year}/{name}, x/Show",
            "new {category}/{name}, Show"})
    void leavesOutFoldersOfWhatIsAbsent(String template, String expected) {
        assertThat(new Destination(template).of(download(null, null), "Show")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/{name}", "{name}/", "a//{name}", "../{name}", "a/./{name}", "{nam}/{name}",
            "{name", "name}", "{category}", "{name}/x", "{category}/{year}"})
    void refusesTemplatesThatCannotBe(String template) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Destination(template));
    }

    @ParameterizedTest
    @CsvSource({"../../etc, _.._etc", ".., " + INFO_HASH, "a/b, a_b"})
    void staysBelowTheLibrary(String name, String expected) {
        assertThat(new Destination("{category}/{name}").of(download("..", null), name)).isEqualTo(expected);
    }

    @Test
    void makesSafeNamesOfAnything() {
        var random = new Random(SEED);
        var template = new Destination("{category}/x{name}{name}/{name}");
        for (var i = 0; i < 5000; i++) {
            var name = text(random);
            var place = template.of(download(text(random), null), name);

            for (var part : place.split("/", -1)) {
                assertThat(part).as("of %s, seed %d", name, SEED)
                        .isNotEmpty()
                        .isNotIn(".", "..")
                        .doesNotStartWith(".")
                        .doesNotEndWith(".")
                        .doesNotEndWith(" ")
                        .doesNotContainPattern("[\\p{Cntrl}/\\\\]");
                assertThat(Normalizer.isNormalized(part, Normalizer.Form.NFC)).as(part).isTrue();
                assertThat(LibraryName.numbered(part, 9999).getBytes(StandardCharsets.UTF_8))
                        .hasSizeLessThanOrEqualTo(255);
                assertThat(Path.of(part).getNameCount()).isEqualTo(1);
            }
            assertThat(template.of(download(null, null), name)).isEqualTo(
                    template.of(download(null, null), name));
        }
    }

    private static String text(Random random) {
        var pool = List.of(
                "a",
                ".",
                " ",
                "/",
                "\\",
                "\0",
                "\n",
                "e\u0301",
                "é",
                "😀",
                "\ud800",
                "con",
                "NUL.txt",
                "\u202e",
                "x".repeat(100),
                ".mkv",
                "日本",
                "\u00a0",
                "\u2028");
        var text = new StringBuilder();
        for (var i = random.nextInt(7); i > 0; i--) {
            text.append(pool.get(random.nextInt(pool.size())));
        }
        return text.toString();
    }

    private static FinishedDownload download(@Nullable String category, @Nullable Instant completedAt) {
        return new FinishedDownload(INFO_HASH, "Show", Path.of("/d"), List.of(), category, completedAt);
    }
}
