package dev.revaer.cli.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Backups;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.view.SafeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `revaer restore`.
@Command(name = "restore", header = "Give back what a backup holds: what that changes is shown first.", description = {
        "",
        "Adds torrents that are not here, gives those that are the options they had, and sets the settings. Nothing is",
        "removed. Torrents go on without a check where their files lie as they did. Cut short, it can be done again."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer restore revaer.zip --dry-run",
                "  revaer restore revaer.zip --yes  # for scripts",
                "  revaer restore revaer.zip --keys --yes  # with API keys that are gone, revoked ones too"})
public final class RestoreCommand implements Callable<Integer> {
    private static final int UNDONE = 6;
    private static final List<Column> ITEMS = List.of(
            new Column("infoHash", "HASH", Kind.HASH),
            new Column("name", "NAME", Kind.NAME),
            new Column("outcome", "OUTCOME", Kind.TEXT),
            new Column("reason", "REASON", Kind.NAME));
    private static final List<String> PARTS = List.of("categories", "tags", "bans", "keys", "torrents");

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "A backup, as 'revaer backup' made it.")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "Only show what it would change.")
    private boolean dryRun;

    @Option(names = "--keys", description = "API keys as well, of which some may have been revoked since.")
    private boolean keys;

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    /// The verb, for this run.
    public RestoreCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new CliException(new CliError.Invalid(file + " is no file that can be read"));
        }
        boolean asks = !yes && !dryRun;
        if (asks && !session.console().terminal().interactive()) {
            throw new CliException(
                    new CliError.Invalid("it asks first; without a terminal say --yes, or --dry-run"));
        }
        var backups = new Backups(session.client());
        if (yes && !dryRun) {
            return told(backups.restore(file, false, keys));
        }
        Fields preview = backups.restore(file, true, keys);
        int code = told(preview);
        if (!asks) {
            return code;
        }
        if (changesNothing(preview)) {
            session.notice("Everything is as it is in the backup.");
            return code;
        }
        if (!session.console().agrees("Change all this?")) {
            throw new CliException(new CliError.Invalid("everything stays as it is"));
        }
        return told(backups.restore(file, false, keys));
    }

    private static boolean changesNothing(Fields preview) {
        return preview.at("settings").texts("changed").isEmpty()
                && !preview.at("journal").flag("goesOn")
                && PARTS.stream()
                        .map(preview::at)
                        .allMatch(part -> part.count("added") == 0 && part.count("changed") == 0);
    }

    private int told(Fields answer) {
        if (session.isTalking()) {
            summarise(answer);
        }
        if (!session.isTalking() || !answer.each("items").isEmpty()) {
            session.output().list(answer, ITEMS, "infoHash", "");
        }
        boolean isWhole = answer.at("torrents").count("refused") == 0
                && answer.at("settings").text("refused") == null;
        return isWhole ? 0 : UNDONE;
    }

    private void summarise(Fields answer) {
        var console = session.console();
        var does = answer.flag("dryRun") ? "would be " : "";
        console.line(
                SafeText.of(
                        "Backup of " + answer.text("madeAt", "-") + ", made by Revaer "
                                + answer.text("madeBy", "-")));
        var settings = answer.at("settings");
        var refused = settings.text("refused");
        if (refused != null) {
            console.line(SafeText.of("settings    stay as they are: " + refused));
        } else {
            var changed = settings.texts("changed");
            console.line(
                    SafeText.of(
                            "settings    " + (changed.isEmpty()
                                    ? "the same"
                                    : changed.size() + " " + does + "changed: "
                                            + String.join(", ", changed))));
        }
        for (String part : PARTS) {
            console.line(SafeText.of("%-11s %s".formatted(part, words(part, answer.at(part), does))));
        }
        if (answer.at("journal").flag("goesOn")) {
            console.line(
                    "events      " + does + "numbered from " + answer.at("journal").count("position")
                            + " on");
        }
    }

    private static String words(String part, Fields tally, String does) {
        var words = new StringBuilder();
        append(words, tally.count("added"), does + "added");
        append(words, tally.count("changed"), does + "changed");
        append(words, tally.count("kept"), "the same");
        append(words, tally.count("refused"), part.equals("keys") ? "left out (--keys)" : "refused");
        return words.isEmpty() ? "none" : words.toString();
    }

    private static void append(StringBuilder words, long count, String what) {
        if (count > 0) {
            words.append(words.isEmpty() ? "" : ", ").append(count).append(' ').append(what);
        }
    }
}
