package dev.revaer.engine.selection;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

import static org.assertj.core.api.Assertions.assertThat;

/// `-Djqwik.tries.default=…` tries more than a thousand of each.
class GlobPropertyTest {

    @Property
    void readsOrRefusesWhateverItIsGiven(@ForAll @StringLength(max = 200) String glob, @ForAll String path) {
        try {
            assertThat(Glob.of(glob).matches(path)).isIn(true, false);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property
    void meansWhatTheJdkMeans(@ForAll("globs") String glob, @ForAll("paths") String path) {
        PathMatcher jdk;
        try {
            jdk = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            return;
        }

        var isOfName = glob.indexOf('/') < 0;
        var expected = isOfName
                ? jdk.matches(Path.of(path).getFileName())
                : jdk.matches(Path.of(path)) || jdk.matches(Path.of(path.substring(path.indexOf('/') + 1)));
        assertThat(Glob.of(glob).matches(path.toUpperCase(Locale.ROOT))).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> globs() { // but for the leading `**/` that also stands for no folder
        return Arbitraries.of("a", "b", ".", "*", "?", "/", "[ab]", "[!a]", "{a,b}", "{ab,*.b}")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(parts -> String.join("", parts))
                .filter(glob -> !glob.startsWith("**/"));
    }

    @Provide
    Arbitrary<String> paths() {
        var name = Arbitraries.strings().withChars("ab.").ofMinLength(1).ofMaxLength(4);
        return name.filter(part -> !part.matches("\\.+"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(parts -> String.join("/", parts));
    }
}
