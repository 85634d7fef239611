package dev.revaer.cli.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliError.Refused;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Settings;
import dev.revaer.cli.service.Settings.Manner;
import dev.revaer.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `revaer config edit`.
@Command(name = "edit", header = "Change settings in your editor: $VISUAL, else $EDITOR, else vi.", description = {
        "",
        "What you leave out goes back to its default. It is checked when you leave the editor, and on a terminal you may",
        "mend what is wrong. Settings that somebody else changed meanwhile are not overwritten."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer config edit",
                "  revaer config edit --reason 'after the move'"})
final class ConfigEdit implements Callable<Integer> {
    private static final int LARGEST = 8 << 20;
    private static final int MOST_TRIES = 100;

    private final Session session;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Kept with the revision.")
    private @Nullable String reason;

    ConfigEdit(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var settings = new Settings(session.client());
        var current = settings.current();
        var before = current.json().path("settings");
        var manner = new Manner(current.count("revision"), false, reason);
        Path file = write(before);
        boolean isDone = false;
        try {
            for (int tries = 1; !isDone; tries++) {
                open(file);
                isDone = isKept(settings, before, file, manner, tries);
            }
            return 0;
        } finally {
            if (isDone) {
                forget(file);
            } else {
                session.notice("What you wrote is in " + file);
            }
        }
    }

    private boolean isKept(Settings settings, JsonNode before, Path file, Manner manner, int tries) {
        try {
            var patch = Difference.patch(before, read(file));
            if (patch.isEmpty()) {
                session.notice("Nothing was changed.");
                return true;
            }
            settings.patch(patch, manner.tried());
            ConfigSet.tell(session, settings.patch(patch, manner));
            return true;
        } catch (CliException e) {
            if (tries == MOST_TRIES || !canBeMended(e.error())
                    || !session.console().terminal().interactive()) {
                throw e;
            }
            session.report(e);
            if (!session.console().agrees("Mend it?")) {
                throw e;
            }
            return false;
        }
    }

    private static boolean canBeMended(CliError error) {
        return error instanceof CliError.Invalid
                || (error instanceof Refused(var problem) && problem.status() == 422);
    }

    private static Path write(JsonNode settings) {
        try {
            // only its owner can read it
            var file = Files.createTempFile("revaer-config-", ".json");
            return Files.writeString(file, ConfigCommand.pretty(settings));
        } catch (IOException e) {
            throw new CliException(
                    new CliError.Invalid("no file for the editor can be written: " + e.getMessage()),
                    e);
        }
    }

    private void open(Path file) {
        try {
            // an editor may be given with arguments: 'code --wait'
            var process = new ProcessBuilder(
                    "/bin/sh",
                    "-c",
                    session.editor() + " \"$1\"",
                    "sh",
                    file.toString())
                    .inheritIO()
                    .start();
            int code = process.waitFor();
            if (code != 0) {
                throw new CliException(
                        new CliError.Invalid(
                                "the editor '" + session.editor() + "' ended with code " + code));
            }
        } catch (IOException e) {
            throw new CliException(new CliError.Invalid("no editor can be started: " + e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(new CliError.Interrupted(), e);
        }
    }

    private static JsonNode read(Path file) {
        try (var in = Files.newInputStream(file)) {
            var json = JsonMapper.shared().readTree(in.readNBytes(LARGEST));
            if (json instanceof ObjectNode) {
                return json;
            }
            throw new CliException(new CliError.Invalid("what you wrote is no JSON object"));
        } catch (IOException e) {
            throw new CliException(new CliError.Invalid(file + ": it can't be read"), e);
        } catch (JacksonException e) {
            throw new CliException(
                    new CliError.Invalid(
                            "line " + e.getLocation().getLineNr() + " is not JSON: "
                                    + e.getOriginalMessage()),
                    e);
        }
    }

    private static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // It is the user's alone, and old files there are cleared.
        }
    }
}
