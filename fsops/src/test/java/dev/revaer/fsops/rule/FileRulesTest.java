package dev.revaer.fsops.rule;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

final class FileRulesTest {
    private static final long SEED = 20_261_122;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"*.MKV | Show/a.mkv", "*.{mkv,srt} | Show/x/a.srt", "a?c | Show/abc",
            "[a-c]x | Show/bx", "[!a-c]x | Show/dx", "x/*.srt | Show/x/a.srt", "Show/x/* | Show/x/a",
            "**/x/** | x/a", "**/x/** | Show/y/x/z/a", "show/** | Show/x/a", "a\\*b | Show/a*b",
            "{a,b{ | Show/x", "*x*x*x* | Show/axbxcxd"})
    void leavesOutWhatMatches(String glob, String path) {
        if (glob.equals("{a,b{")) {
            assertThatIllegalArgumentException().isThrownBy(() -> excluding(glob));
            return;
        }
        assertThat(new Sieve(excluding(glob)).refusal(path)).contains("left out by the rule " + glob);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"*.mkv | Show/a.mkv2", "a?c | Show/a/c", "x/*.srt | Show/x/y/a.srt",
            "[!a-c]x | Show/ax", "*.mkv | a.mkv/b", "**/x/** | Show/xx/a"})
    void letsInWhatDoesNotMatch(String glob, String path) {
        assertThat(new Sieve(excluding(glob)).refusal(path)).isEmpty();
    }

    @Test
    void excludesWhatIsIncludedToo() {
        var sieve = new Sieve(new FileRules(List.of("*.mkv", "*.srt"), List.of("*b*"), true));

        assertThat(sieve.refusal("Show/a.mkv")).isEmpty();
        assertThat(sieve.refusal("Show/b.mkv")).contains("left out by the rule *b*");
        assertThat(sieve.refusal("Show/a.txt")).contains("not among the files to take");
        assertThat(sieve.refusal("Show/Sample/a.mkv")).contains("fluff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[a", "{a", "a}", "{a,{b}}", "a\\", "[b-a]", "[/]"})
    void refusesWhatIsNoGlob(String glob) {
        assertThatIllegalArgumentException().isThrownBy(() -> excluding(glob))
                .withMessageContaining("exclude/0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileRules(List.of("a", glob), List.of(), false))
                .withMessageContaining("include/1");
    }

    @Test
    void refusesTooManyAndTooLongGlobs() {
        assertThatIllegalArgumentException().isThrownBy(() -> excluding("x".repeat(501)));
        assertThatIllegalArgumentException().isThrownBy(
                () -> new FileRules(java.util.Collections.nCopies(101, "a"), List.of(), false));
    }

    @Test
    void readsGlobsAsTheJdkDoes() {
        var random = new Random(SEED);
        for (var i = 0; i < 3000; i++) {
            var glob = text(
                    random,
                    List.of("a", "b", "?", "*", "[ab]", "[!a]", "{a,bb}", "{b*,?}", ".", "\\*"));
            var path = text(random, List.of("a", "b", "bb", ".", "*", "c"));

            assertThat(new Sieve(excluding(glob)).refusal("Show/" + path).isPresent())
                    .as("%s on %s, seed %d", glob, path, SEED)
                    .isEqualTo(
                            FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(path)));
        }
    }

    @Test
    void takesShortTimeForAnyPattern() {
        var sieve = new Sieve(excluding("*a".repeat(240) + "b"));

        assertTimeout(Duration.ofSeconds(1), () -> sieve.refusal("Show/" + "a".repeat(4000)));
    }

    private static String text(Random random, List<String> words) {
        var text = new StringBuilder();
        for (var i = 0; i <= random.nextInt(6); i++) {
            text.append(words.get(random.nextInt(words.size())));
        }
        return text.toString();
    }

    private static FileRules excluding(String glob) {
        return new FileRules(List.of(), List.of(glob), false);
    }
}
