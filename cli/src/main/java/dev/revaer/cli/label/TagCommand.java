package dev.revaer.cli.label;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.Goals;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.service.Labels;
import dev.revaer.cli.session.Attempts;
import dev.revaer.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;

/// `revaer tag`.
@Command(name = "tag", header = "Show, make, change and remove tags.")
public final class TagCommand {
    private static final List<Column> COLUMNS = List.of(
            new Column("name", "NAME", Kind.NAME),
            new Column("torrents", "TORRENTS", Kind.COUNT),
            new Column("seedGoals.ratio", "RATIO", Kind.RATIO),
            new Column("seedGoals.seedTime", "SEED TIME", Kind.TEXT),
            new Column("seedGoals.action", "THEN", Kind.TEXT));

    private TagCommand() {}

    /// The verb with its own verbs, for this run.
    public static CommandLine of(Session session) {
        return new CommandLine(new TagCommand()).addSubcommand(new Ls(session))
                .addSubcommand(new Put(session))
                .addSubcommand(new Rm(session));
    }

    @Command(name = "ls", header = "Show the tags.", footerHeading = "%nExamples:%n", footer = {
            "  revaer tag ls"})
    private static final class Ls implements Callable<Integer> {
        private final Session session;

        Ls(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.output().list(Labels.tags(session.client()).list(), COLUMNS, "name", "No tags.");
            return 0;
        }
    }

    @Command(name = "set", header = "Make a tag, or change one; what isn't named stays. Torrents get it by 'revaer set'.", footerHeading = "%nExamples:%n", footer = {
            "  revaer tag set keep --ratio 0 --seed-time 0  # without end",
            "  revaer tag set seen"})
    private static final class Put implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "NAME", description = "The tag.")
        private String name = "";

        @Mixin
        private final Goals goals = new Goals();

        Put(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var tags = Labels.tags(session.client());
            Fields before = tags.find(name);
            var body = JsonNodeFactory.instance.objectNode();
            if (before.has("seedGoals")) {
                body.set("seedGoals", before.json().path("seedGoals").deepCopy());
            }
            goals.write(body, before.at("seedGoals"));
            session.output().object(tags.put(name, body), COLUMNS, "name");
            return 0;
        }
    }

    @Command(name = "rm", header = "Remove tags, from all torrents that have them, too.", footerHeading = "%nExamples:%n", footer = {
            "  revaer tag rm keep"})
    private static final class Rm implements Callable<Integer> {
        private final Session session;

        @Parameters(arity = "1..*", paramLabel = "NAME", description = "The tag.")
        private List<String> names = new ArrayList<>();

        Rm(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var attempts = new Attempts(session);
            for (String name : names) {
                attempts.attempt(() -> {
                    Labels.tags(session.client()).remove(name);
                    session.output().done("Removed tag " + name, null);
                });
            }
            return attempts.exitCode();
        }
    }
}
