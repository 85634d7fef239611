package dev.revaer.cli.change;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.service.Creations;
import dev.revaer.cli.session.Attempts;
import dev.revaer.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `revaer creations`.
@Command(name = "creations", header = "Show, save and remove torrents that the service makes or has made.")
public final class CreationsCommand {
    static final List<Column> FACTS = List.of(
            new Column("id", "ID", Kind.TEXT),
            new Column("state", "STATE", Kind.STATE),
            new Column("progress", "PROGRESS", Kind.PROGRESS),
            new Column("path", "PATH", Kind.NAME),
            new Column("format", "FORMAT", Kind.TEXT),
            new Column("infoHash", "HASH", Kind.TEXT),
            new Column("requestedAt", "ASKED FOR", Kind.TIME),
            new Column("reason", "REASON", Kind.NAME));

    private CreationsCommand() {}

    /// The verb with its own verbs, for this run.
    public static CommandLine of(Session session) {
        return new CommandLine(new CreationsCommand()).addSubcommand(new Ls(session))
                .addSubcommand(new Show(session))
                .addSubcommand(new Save(session))
                .addSubcommand(new Rm(session));
    }

    @Command(name = "ls", header = "Show all of them.", footerHeading = "%nExamples:%n", footer = {
            "  revaer creations ls"})
    private static final class Ls implements Callable<Integer> {
        private final Session session;

        Ls(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.output()
                    .list(
                            new Creations(session.client()).list(),
                            FACTS,
                            "id",
                            "None. Make one: revaer create PATH");
            return 0;
        }
    }

    @Command(name = "show", header = "Show how far one is.", footerHeading = "%nExamples:%n", footer = {
            "  revaer creations show $(revaer creations ls -q | head -n 1)"})
    private static final class Show implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "ID", description = "As 'revaer creations ls' shows it.")
        private String id = "";

        Show(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.output().object(new Creations(session.client()).get(id), FACTS, "state");
            return 0;
        }
    }

    @Command(name = "save", header = "Save the .torrent that was made.", footerHeading = "%nExamples:%n", footer = {
            "  revaer creations save $(revaer creations ls -q | head -n 1) --to made.torrent"})
    private static final class Save implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "ID", description = "As 'revaer creations ls' shows it.")
        private String id = "";

        @Option(names = "--to", paramLabel = "FILE|DIR|-", description = "Where it is saved; this directory if absent.")
        private @Nullable String target;

        Save(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var creations = new Creations(session.client());
            var creation = creations.get(id);
            String path = creation.text("path", id);
            String file = TorrentFile
                    .save(target, path.substring(path.lastIndexOf('/') + 1), creations.metainfo(id), session);
            if (!file.equals("-")) {
                session.output().done("Saved " + file, creation);
            }
            return 0;
        }
    }

    @Command(name = "rm", header = "End what is being made, or forget what was made; the content stays.", footerHeading = "%nExamples:%n", footer = {
            "  revaer creations rm $(revaer creations ls -q)"})
    private static final class Rm implements Callable<Integer> {
        private final Session session;

        @Parameters(arity = "1..*", paramLabel = "ID", description = "As 'revaer creations ls' shows it.")
        private List<String> ids = new ArrayList<>();

        Rm(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var attempts = new Attempts(session);
            for (String id : ids) {
                attempts.attempt(() -> {
                    new Creations(session.client()).remove(id);
                    session.output().done("Removed " + id, null);
                });
            }
            return attempts.exitCode();
        }
    }
}
