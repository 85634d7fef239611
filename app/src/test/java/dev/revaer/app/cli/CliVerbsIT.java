package dev.revaer.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/// Runs the packaged command line as a process against the running service: each verb well and badly, and each example
/// of its help as it stands there. A verb or an example that no story runs fails the test.
@Timeout(300)
class CliVerbsIT {
    private static final int AT_ONCE = 4;
    private static final String SHOWN_DOWNLOADS = "/srv/downloads";

    @TempDir
    private Path temp;

    private ServiceFixture service;
    private CliProgram program;
    private Path work;
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void start() throws Exception {
        assumeThat(CliProgram.JAR).as("the command line's archive, which the cli module builds")
                .isRegularFile();
        var directory = temp.toRealPath();
        work = Files.createDirectories(directory.resolve("work"));
        service = ServiceFixture.start(directory, DatabaseFixture.freshDatabase());
        program = new CliProgram(work, directory.resolve("config"));
        new CliWorld(service, work).lay();
    }

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
    }

    @Test
    void everyVerbAnswersWellAndBadly() throws Exception {
        var stories = new CliStories(new CliWorld(service, work));

        runAll(List.of(stories.additions()));
        runAll(stories.sideBySide());
        for (var story : stories.oneByOne()) {
            runAll(List.of(story));
        }
        runAll(List.of(stories.removals()));

        assertThat(faults).isEmpty();
        var rows = Stream
                .of(
                        List.of(stories.additions(), stories.removals()),
                        stories.sideBySide(),
                        stories.oneByOne())
                .flatMap(List::stream)
                .flatMap(story -> story.rows().stream())
                .toList();
        var verbs = verbs(CliProgram.described())
                .filter(verb -> !CliStories.SEEN_ELSEWHERE.contains(verb.qualifiedName()))
                .filter(verb -> !CliAdminIT.isHere(verb.qualifiedName()))
                .toList();
        assertThat(verbs).allSatisfy(verb -> {
            assertThat(rows).as(verb.qualifiedName() + " going well")
                    .anyMatch(row -> row.isGood() && isOf(verb, row.command()));
            assertThat(rows).as(verb.qualifiedName() + " going badly")
                    .anyMatch(row -> !row.isGood() && isOf(verb, row.command()));
            assertThat(examples(verb)).as("examples of " + verb.qualifiedName())
                    .allSatisfy(example -> assertThat(rows).extracting(Story.Row::command).contains(example));
        });
    }

    private void runAll(List<Story> stories) throws Exception {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var runs = stories.stream().map(story -> threads.submit(() -> {
                run(story);
                return story;
            })).toList();
            for (var run : runs) {
                run.get();
            }
        }
    }

    private void run(Story story) throws Exception {
        for (var step : story.steps()) {
            switch (step) {
                case Story.Doing(var doing) -> doing.call();
                case Story.Row row -> check(row);
            }
        }
    }

    private void check(Story.Row row) throws IOException, InterruptedException {
        var outcome = program.run(real(row.line()));
        var missing = new ArrayList<String>();
        row.out()
                .stream()
                .map(this::real)
                .filter(text -> !outcome.out().contains(text))
                .forEach(missing::add);
        row.err()
                .stream()
                .map(this::real)
                .filter(text -> !outcome.err().contains(text))
                .forEach(missing::add);
        var fits = row.exitCodes().contains(outcome.exitCode()) && missing.isEmpty()
                && (row.isGood() || !outcome.err().isBlank())
                && !(outcome.out() + outcome.err()).contains("\u001b");
        if (!fits) {
            faults.add("%s\n  missing %s in %s".formatted(row.command(), missing, outcome));
        }
    }

    /// Examples speak of directories that a service might have.
    private String real(String text) {
        return text.replace(SHOWN_DOWNLOADS, service.options().downloadDir().toString());
    }

    private static Stream<CommandSpec> verbs(CommandLine line) {
        return line.getSubcommands().isEmpty()
                ? Stream.of(line.getCommandSpec())
                : line.getSubcommands().values().stream().distinct().flatMap(CliVerbsIT::verbs);
    }

    private static List<String> examples(CommandSpec verb) {
        return Arrays.stream(verb.usageMessage().footer())
                .map(line -> line.replaceAll("  # .*", "").strip())
                .filter(line -> line.startsWith("revaer "))
                .toList();
    }

    private static boolean isOf(CommandSpec verb, String command) {
        return (command + " ").startsWith(verb.qualifiedName() + " ");
    }
}
