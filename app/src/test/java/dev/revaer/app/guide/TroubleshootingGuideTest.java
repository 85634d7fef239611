package dev.revaer.app.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Holds what `docs/troubleshoot.md` quotes against the programs that say it.
class TroubleshootingGuideTest {
    private static final Path ROOT = Path.of("..");
    private static final Path GUIDE = ROOT.resolve("docs/troubleshoot.md");
    private static final List<String> MODULES = List.of("engine", "fsops", "api", "app", "cli");
    private static final Pattern QUOTE = Pattern.compile("`([^`]+)`");
    /// Between the parts of one text.
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern CHECK = Pattern.compile("new HealthCheck\\(\\s*\"(\\w+)\"");

    @Test
    void quotesMessagesAsTheyAreSaid() throws IOException {
        var said = sources(MODULES.stream()) + Files.readString(ROOT.resolve("revaer"));

        var parts = quotes("It does not start", 0);
        parts.addAll(quotes("The command line says", 1));
        parts.addAll(quotes("A torrent does not go on", 0));
        parts.addAll(quotes("A download does not come into the library", 0));

        assertThat(parts).hasSizeGreaterThan(40).allSatisfy(part -> assertThat(said).contains(part));
    }

    @Test
    void knowsTheTypesOfProblems() throws IOException {
        var problems = Files.readString(
                ROOT.resolve("api/src/main/java/dev/revaer/api/problem/DomainProblems.java"))
                + Files.readString(
                        ROOT.resolve("api/src/main/java/dev/revaer/api/problem/AccessProblems.java"));

        assertThat(quotes("Answers of the API", 0)).hasSizeGreaterThan(10)
                .allSatisfy(type -> assertThat(problems).contains('"' + type + '"'));
    }

    @Test
    void namesEveryComponentOfHealth() throws IOException {
        var components = CHECK.matcher(sources(Stream.of("app")))
                .results()
                .map(check -> check.group(1))
                .toList();

        assertThat(quotes("What health says", 0)).containsExactlyInAnyOrderElementsOf(components);
    }

    /// What stands as code in a column of a section's table, `…` left out.
    private static List<String> quotes(String section, int column) throws IOException {
        var parts = new ArrayList<String>();
        var guide = Files.readString(GUIDE);
        var begin = guide.indexOf("\n## " + section + "\n");
        assertThat(begin).as(section).isNotNegative();
        var end = guide.indexOf("\n## ", begin + 1);
        guide.substring(begin, end)
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split("\\|", -1)[column + 1])
                .forEach(
                        cell -> QUOTE.matcher(cell)
                                .results()
                                .flatMap(quote -> Stream.of(quote.group(1).split("…", -1)))
                                .map(String::strip)
                                .filter(part -> part.length() > 2)
                                .forEach(parts::add));
        return parts;
    }

    private static String sources(Stream<String> modules) throws IOException {
        var text = new StringBuilder();
        for (var module : modules.toList()) {
            try (var files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (var file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
                    text.append(Files.readString(file));
                }
            }
        }
        return JOINED.matcher(text.toString().replace("\\\"", "\"")).replaceAll("");
    }
}
