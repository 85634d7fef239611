package dev.revaer.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import dev.revaer.app.ServiceFixture;
import dev.revaer.app.config.access.AccessOptions;
import dev.revaer.app.database.DatabaseFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/// Runs the packaged command line as a process against the running service, as who runs the service does: sets it up, then
/// each verb of his well and badly, and each example of their help as it stands there.
@Timeout(300)
class CliAdminIT {
    private static final Set<String> VERBS = Set
            .of("setup", "config", "keys", "backup", "restore", "doctor", "completion");

    @TempDir
    private Path temp;

    private Path work;
    private ServiceFixture service;
    private CliProgram program;

    /// Whether a verb is run here.
    static boolean isHere(String qualifiedName) {
        var words = qualifiedName.split(" ", 3);
        return words.length > 1 && VERBS.contains(words[1]);
    }

    @BeforeEach
    void start() throws Exception {
        var directory = temp.toRealPath();
        work = Files.createDirectories(directory.resolve("work"));
        service = ServiceFixture.startAsItIs(
                directory,
                DatabaseFixture.freshDatabase(),
                new AccessOptions(false, null, List.of()));
        program = new CliProgram(work, directory.resolve("config"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void everyVerbAnswersWellAndBadly() throws Exception {
        var stories = List.of(
                AdminStories.setup(service.options().url()),
                AdminStories.settings(),
                AdminStories.keysAndCare());
        Files.writeString(work.resolve("settings.json"), "{\"limits\": {\"uploadBytesPerSecond\": 3}}");
        var faults = new ArrayList<String>();
        for (var story : stories) {
            for (var row : story.rows()) {
                check(row, faults);
            }
        }

        assertThat(faults).isEmpty();
        var commands = stories.stream()
                .flatMap(story -> story.rows().stream())
                .map(Story.Row::command)
                .toList();
        assertThat(CliProgram.described().getSubcommands().values()).flatExtracting(CliAdminIT::examples)
                .isNotEmpty()
                .allSatisfy(
                        example -> assertThat(commands)
                                .anyMatch(
                                        command -> command.equals(example)
                                                || command.contains("; " + example)));
    }

    private void check(Story.Row row, List<String> faults) throws Exception {
        var outcome = program.run("export EDITOR=true; " + row.command());
        var isFit = row.exitCodes().contains(outcome.exitCode())
                && row.out().stream().allMatch(outcome.out()::contains)
                && row.err().stream().allMatch(outcome.err()::contains)
                && !(outcome.out() + outcome.err()).contains("\u001b");
        if (!isFit) {
            faults.add(row + "\n  came to " + outcome);
        }
    }

    private static List<String> examples(CommandLine verb) {
        if (verb.getParent().getParent() == null && !VERBS.contains(verb.getCommandName())) {
            return List.of();
        }
        var examples = new ArrayList<String>();
        Arrays.stream(verb.getCommandSpec().usageMessage().footer())
                .map(line -> line.replaceAll("  # .*", "").strip())
                .filter(line -> line.startsWith("revaer "))
                .forEach(examples::add);
        verb.getSubcommands().values().forEach(below -> examples.addAll(examples(below)));
        return examples;
    }
}
