package dev.revaer.cli.label;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.Amount;
import dev.revaer.cli.argument.Goals;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.service.Labels;
import dev.revaer.cli.session.Attempts;
import dev.revaer.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `revaer category`.
@Command(name = "category", header = "Show, make, change and remove categories.")
public final class CategoryCommand {
    private static final List<Column> COLUMNS = List.of(
            new Column("name", "NAME", Kind.NAME),
            new Column("torrents", "TORRENTS", Kind.COUNT),
            new Column("downloadDir", "DIRECTORY", Kind.NAME),
            new Column("limits.downloadBytesPerSecond", "DOWN", Kind.LIMIT),
            new Column("limits.uploadBytesPerSecond", "UP", Kind.LIMIT),
            new Column("seedGoals.ratio", "RATIO", Kind.RATIO),
            new Column("seedGoals.seedTime", "SEED TIME", Kind.TEXT),
            new Column("seedGoals.action", "THEN", Kind.TEXT),
            new Column("fsopsProfile", "PROFILE", Kind.TEXT));

    private CategoryCommand() {}

    /// The verb with its own verbs, for this run.
    public static CommandLine of(Session session) {
        return new CommandLine(new CategoryCommand()).addSubcommand(new Ls(session))
                .addSubcommand(new Put(session))
                .addSubcommand(new Rm(session));
    }

    @Command(name = "ls", header = "Show the categories and what follows from being in one.", footerHeading = "%nExamples:%n", footer = {
            "  revaer category ls",
            "  revaer category ls -o csv"})
    private static final class Ls implements Callable<Integer> {
        private final Session session;

        Ls(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.output()
                    .list(
                            Labels.categories(session.client()).list(),
                            COLUMNS,
                            "name",
                            "No categories. Make one: revaer category set NAME");
            return 0;
        }
    }

    @Command(name = "set", header = "Make a category, or change one; what isn't named stays.", footerHeading = "%nExamples:%n", footer = {
            "  revaer category set films --download-dir /srv/downloads/films --ratio 2 --goal-action stop",
            "  revaer category set films --up-limit 500k"})
    private static final class Put implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "NAME", description = "The category.")
        private String name = "";

        @Option(names = "--download-dir", paramLabel = "DIR", description = "Where the service puts its torrents; '' for the usual directory.")
        private @Nullable String downloadDir;

        @Option(names = "--fsops-profile", paramLabel = "NAME", description = "The profile its torrents are post-processed by; '' for none.")
        private @Nullable String fsopsProfile;

        @Option(names = "--down-limit", paramLabel = "RATE", converter = Amount.Converter.class, description = "Most bytes per second for all its torrents together, such as 500k; none for no limit.")
        private @Nullable Amount downLimit;

        @Option(names = "--up-limit", paramLabel = "RATE", converter = Amount.Converter.class, description = "Most bytes per second to upload.")
        private @Nullable Amount upLimit;

        @Mixin
        private final Goals goals = new Goals();

        Put(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var categories = Labels.categories(session.client());
            Fields before = categories.find(name);
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            for (String member : List.of("downloadDir", "fsopsProfile", "limits", "seedGoals")) {
                if (before.json().hasNonNull(member)) {
                    body.set(member, before.json().path(member).deepCopy());
                }
            }
            text(body, "downloadDir", downloadDir);
            text(body, "fsopsProfile", fsopsProfile);
            if (downLimit != null || upLimit != null) {
                ObjectNode limits = body.has("limits")
                        ? (ObjectNode) body.path("limits")
                        : body.putObject("limits");
                limit(limits, "downloadBytesPerSecond", downLimit);
                limit(limits, "uploadBytesPerSecond", upLimit);
            }
            goals.write(body, before.at("seedGoals"));
            session.output().object(categories.put(name, body), COLUMNS, "name");
            return 0;
        }

        private static void text(ObjectNode body, String member, @Nullable String value) {
            if (value != null && value.isEmpty()) {
                body.putNull(member);
            } else if (value != null) {
                body.put(member, value);
            }
        }

        private static void limit(ObjectNode limits, String member, @Nullable Amount amount) {
            if (amount != null) {
                limits.put(member, amount.bytes());
            }
        }
    }

    @Command(name = "rm", header = "Remove categories; their torrents stay.", footerHeading = "%nExamples:%n", footer = {
            "  revaer category rm films"})
    private static final class Rm implements Callable<Integer> {
        private final Session session;

        @Parameters(arity = "1..*", paramLabel = "NAME", description = "The category.")
        private List<String> names = new ArrayList<>();

        Rm(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var attempts = new Attempts(session);
            for (String name : names) {
                attempts.attempt(() -> {
                    Labels.categories(session.client()).remove(name);
                    session.output().done("Removed category " + name, null);
                });
            }
            return attempts.exitCode();
        }
    }
}
