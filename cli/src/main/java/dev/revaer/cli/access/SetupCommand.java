package dev.revaer.cli.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Access;
import dev.revaer.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `revaer setup`.
@Command(name = "setup", header = "Set up a service that has no keys yet.", description = {
        "",
        "A service on an embedded database sets itself up; one on a given database waits for its setup token, which is in",
        "its log."})
public final class SetupCommand {
    private static final List<Column> TOKEN = List
            .of(
                    new Column("token", "Setup token", Kind.TEXT),
                    new Column("expiresAt", "Good until", Kind.TIME));
    private static final int LARGEST_SETTINGS = 1 << 20;

    private SetupCommand() {}

    /// The verb with its own verbs, for this run.
    public static CommandLine of(Session session) {
        return new CommandLine(new SetupCommand()).addSubcommand(new Start(session))
                .addSubcommand(new Complete(session));
    }

    @Command(name = "start", header = "Ask for a new setup token, from the machine that the service runs on.", footerHeading = "%nExamples:%n", footer = {
            "  revaer setup start",
            "  revaer setup start -q  # the token alone"})
    private static final class Start implements Callable<Integer> {
        private final Session session;

        Start(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.output().object(new Access(session.client()).startSetup(), TOKEN, "token");
            return 0;
        }
    }

    @Command(name = "complete", header = "Set the service up with its token: gives the first admin key.", footerHeading = "%nExamples:%n", footer = {
            "  revaer setup complete --token \"$TOKEN\" --label ops --settings settings.json --save"})
    private static final class Complete implements Callable<Integer> {
        private final Session session;

        @Option(names = "--token", paramLabel = "TOKEN", required = true, description = "The setup token.")
        private String token = "";

        @Option(names = "--label", paramLabel = "LABEL", description = "What the key is called; admin unless said.")
        private String label = "admin";

        @Option(names = "--settings", paramLabel = "FILE", description = "Settings to begin with, as JSON: what differs from the defaults.")
        private @Nullable Path settings;

        @Option(names = "--save", description = "Keep address and key in this command's configuration file, unless there is one.")
        private boolean save;

        Complete(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            if (save) {
                session.requireNoConfiguration();
            }
            var done = new Access(session.client()).completeSetup(token, label, read());
            KeysCommand.show(session, done);
            if (save) {
                session.notice("Kept in " + session.keepConfiguration(done.text("secret", "")));
            }
            return 0;
        }

        private @Nullable JsonNode read() {
            if (settings == null) {
                return null;
            }
            try (var in = Files.newInputStream(settings)) {
                return JsonMapper.shared().readTree(in.readNBytes(LARGEST_SETTINGS));
            } catch (IOException e) {
                throw new CliException(new CliError.Invalid(settings + ": it can't be read"), e);
            } catch (JacksonException e) {
                throw new CliException(
                        new CliError.Invalid(settings + ": it is not JSON: " + e.getOriginalMessage()),
                        e);
            }
        }
    }
}
