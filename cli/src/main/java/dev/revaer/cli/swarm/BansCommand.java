package dev.revaer.cli.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.service.Network;
import dev.revaer.cli.session.Attempts;
import dev.revaer.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `revaer bans`.
@Command(name = "bans", header = "Show and change which addresses are kept away from all torrents.")
public final class BansCommand {
    private static final List<Column> COLUMNS = List.of(
            new Column("address", "ADDRESS", Kind.TEXT),
            new Column("bannedAt", "SINCE", Kind.TIME),
            new Column("infoHash", "TORRENT", Kind.HASH));

    private BansCommand() {}

    /// The verb with its own verbs, for this run.
    public static CommandLine of(Session session) {
        return new CommandLine(new BansCommand()).addSubcommand(new Ls(session))
                .addSubcommand(new Add(session))
                .addSubcommand(new Rm(session));
    }

    @Command(name = "ls", header = "Show which addresses are banned.", footerHeading = "%nExamples:%n", footer = {
            "  revaer bans ls"})
    private static final class Ls implements Callable<Integer> {
        private final Session session;

        Ls(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.output().list(new Network(session.client()).bans(), COLUMNS, "address", "No bans.");
            return 0;
        }
    }

    @Command(name = "add", header = "Ban addresses, for good.", footerHeading = "%nExamples:%n", footer = {
            "  revaer bans add 192.0.2.7 192.0.2.8"})
    private static final class Add implements Callable<Integer> {
        private final Session session;

        @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "An address without a port.")
        private List<String> addresses = new ArrayList<>();

        Add(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var attempts = new Attempts(session);
            for (String address : addresses) {
                attempts.attempt(
                        () -> session.output()
                                .done("Banned " + address, new Network(session.client()).ban(address)));
            }
            return attempts.exitCode();
        }
    }

    @Command(name = "rm", header = "Lift bans.", footerHeading = "%nExamples:%n", footer = {
            "  revaer bans rm 192.0.2.7"})
    private static final class Rm implements Callable<Integer> {
        private final Session session;

        @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "A banned address.")
        private List<String> addresses = new ArrayList<>();

        Rm(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var attempts = new Attempts(session);
            for (String address : addresses) {
                attempts.attempt(() -> {
                    new Network(session.client()).unban(address);
                    session.output().done("No longer banned: " + address, null);
                });
            }
            return attempts.exitCode();
        }
    }
}
