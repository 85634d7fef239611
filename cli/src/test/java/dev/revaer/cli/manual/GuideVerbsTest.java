package dev.revaer.cli.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.revaer.cli.RevaerCommand;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

import static org.assertj.core.api.Assertions.assertThat;

/// Holds the verbs that guides show against the command: no guide may show one that it would not take.
final class GuideVerbsTest {
    private static final Path ROOT = Path.of("..");
    /// Generated from the commands.
    private static final String OF_COMMANDS = "cli.md";
    private static final Set<String> OF_THE_SERVICE = Set.of("up", "demo", "seed", "rehearse");
    private static final Pattern SHELL = Pattern.compile("(?ms)^ *```sh\n(.*?)^ *```$");
    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern SPAN = Pattern.compile("`((?:\\./)?revaer [a-z][^`\n]*)`");
    private static final Pattern ASSIGNMENT = Pattern.compile("\\w+=.*");
    private static final Pattern PROGRAM = Pattern.compile("(?:.*/)?revaer");

    private final CommandLine command = RevaerCommand.described();

    @Test
    void areTakenAsTheyStandInBlocks() throws IOException {
        var refused = new ArrayList<String>();
        int taken = 0;

        for (var page : pages()) {
            for (var words : inBlocks(page)) {
                refusal(words).ifPresent(reason -> refused.add(page + ": " + words + ": " + reason));
                taken++;
            }
        }

        assertThat(refused).isEmpty();
        assertThat(taken).isGreaterThan(50);
    }

    /// In a sentence a verb may stand without what it takes.
    @Test
    void areThereWhereSentencesNameThem() throws IOException {
        var refused = new ArrayList<String>();

        for (var page : pages()) {
            SPAN.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""))
                    .results()
                    .flatMap(span -> ShellWords.of(span.group(1)).stream())
                    .flatMap(words -> ofRevaer(words).stream())
                    .forEach(words -> {
                        try {
                            command.parseArgs(words.toArray(String[]::new));
                        } catch (MissingParameterException _) {
                            // named, not shown
                        } catch (ParameterException e) {
                            refused.add(page + ": " + words + ": " + e.getMessage());
                        }
                    });
        }

        assertThat(refused).isEmpty();
    }

    @Test
    void areFoundInWhateverIsAround() {
        var commands = ShellWords.of("""
                sudo -u revaer A=b /opt/revaer/bin/revaer ls -q | head # revaer none
                docker exec revaer revaer add 'a b' > "out $(date '+"(%F')" && ./revaer \\
                  tail; systemctl stop revaer; key=$(revaer keys ls)
                """);

        assertThat(commands.stream().flatMap(words -> ofRevaer(words).stream()))
                .containsExactly(
                        List.of("ls", "-q"),
                        List.of("add", "a b"),
                        List.of("tail"),
                        List.of("keys", "ls"));
    }

    private Optional<String> refusal(List<String> words) {
        try {
            command.parseArgs(words.toArray(String[]::new));
            return Optional.empty();
        } catch (ParameterException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static List<List<String>> inBlocks(Path page) throws IOException {
        return SHELL.matcher(Files.readString(page))
                .results()
                .flatMap(block -> ShellWords.of(block.group(1)).stream())
                .flatMap(words -> ofRevaer(words).stream())
                .toList();
    }

    /// What the command line is given, if it is called: by itself, as another user, or in a container of its name.
    private static Optional<List<String>> ofRevaer(List<String> words) {
        int begin = words.getFirst().equals("sudo") ? words.indexOf("-u") + 2 : 0;
        while (begin < words.size() && ASSIGNMENT.matcher(words.get(begin)).matches()) {
            begin++;
        }
        int inContainer = Collections.indexOfSubList(words, List.of("revaer", "revaer"));
        int program = inContainer >= 0 ? inContainer + 1 : begin;
        if (program + 1 >= words.size() || !PROGRAM.matcher(words.get(program)).matches()
                || OF_THE_SERVICE.contains(words.get(program + 1))) {
            return Optional.empty();
        }
        return Optional.of(words.subList(program + 1, words.size()));
    }

    private static List<Path> pages() throws IOException {
        try (var top = Files.list(ROOT); var docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md") && !file.endsWith(OF_COMMANDS))
                    .toList();
        }
    }
}
