package dev.revaer.cli.fsops;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Fsops;
import dev.revaer.cli.session.Attempts;
import dev.revaer.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `revaer hooks`.
@Command(name = "hooks", header = "Show whom post-processing told of its outcome, and tell them again.")
public final class HooksCommand {
    private static final List<Column> COLUMNS = List.of(
            new Column("id", "ID", Kind.TEXT),
            new Column("hook", "HOOK", Kind.TEXT),
            new Column("state", "STATE", Kind.STATE),
            new Column("infoHash", "TORRENT", Kind.HASH),
            new Column("attempts", "TRIES", Kind.COUNT),
            new Column("createdAt", "SINCE", Kind.TIME),
            new Column("nextTryAt", "NEXT TRY", Kind.TIME),
            new Column("detail", "DETAIL", Kind.NAME));

    private HooksCommand() {}

    /// The verb with its own verbs, for this run.
    public static CommandLine of(Session session) {
        return new CommandLine(new HooksCommand()).addSubcommand(new Ls(session))
                .addSubcommand(new Retry(session));
    }

    @Command(name = "ls", header = "Show the deliveries of the webhook and the command.", footerHeading = "%nExamples:%n", footer = {
            "  revaer hooks ls",
            "  revaer hooks ls --state dead -q  # those that were given up"})
    private static final class Ls implements Callable<Integer> {
        private final Session session;

        @Option(names = "--state", paramLabel = "STATE", description = "Only those in this state: waiting, delivered or dead.")
        private @Nullable String state;

        @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
        private int limit = Integer.MAX_VALUE;

        Ls(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            if (limit < 1) {
                throw new CliException(new CliError.Invalid("--limit must be 1 or more"));
            }
            session.output()
                    .list(
                            new Fsops(session.client()).deliveries(state, limit),
                            COLUMNS,
                            "id",
                            "No deliveries.");
            return 0;
        }
    }

    @Command(name = "retry", header = "Deliver again what was given up.", footerHeading = "%nExamples:%n", footer = {
            "  revaer hooks retry $(revaer hooks ls --state dead -q)"})
    private static final class Retry implements Callable<Integer> {
        private final Session session;

        @Parameters(arity = "1..*", paramLabel = "ID", description = "As 'revaer hooks ls' shows it.")
        private List<String> ids = new ArrayList<>();

        Retry(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var attempts = new Attempts(session);
            for (String id : ids) {
                attempts.attempt(() -> {
                    var delivery = new Fsops(session.client()).retryDelivery(id);
                    session.output().done(id + " is " + delivery.text("state", "waiting"), delivery);
                });
            }
            return attempts.exitCode();
        }
    }
}
