package dev.revaer.cli.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Settings;
import dev.revaer.cli.service.Settings.Manner;
import dev.revaer.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `revaer config set`.
@Command(name = "set", header = "Change settings: all of those named, or none.", description = {"",
        "A value is JSON, else the text as it stands; null goes back to the default. All is checked before it is sent to be",
        "kept."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer config set limits.uploadBytesPerSecond=1000000",
                "  revaer config set /limits/downloadBytesPerSecond 5000000 --reason 'slow at night'",
                "  revaer config set engine.network.encryption=require engine.connections=200 --dry-run",
                "  revaer config set limits.uploadBytesPerSecond=null  # back to the default"})
final class ConfigSet implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "1..*", paramLabel = "PLACE=VALUE", description = "Settings and values; one alone may be given as PLACE VALUE.")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--dry-run", description = "Only check it, and show what it would change.")
    private boolean dryRun;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Kept with the revision.")
    private @Nullable String reason;

    ConfigSet(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var patch = patch();
        var settings = new Settings(session.client());
        var manner = new Manner(null, dryRun, reason);
        var tried = settings.patch(patch, manner.tried());
        tell(session, dryRun ? tried : settings.patch(patch, manner));
        return 0;
    }

    private ObjectNode patch() {
        boolean isPair = assignments.size() == 2 && !assignments.getFirst().contains("=");
        if (!isPair) {
            return Place.patch(assignments);
        }
        var patch = JsonNodeFactory.instance.objectNode();
        Place.of(assignments.getFirst()).put(patch, Place.value(assignments.getLast()));
        return patch;
    }

    /// Says what a change has made.
    static void tell(Session session, Fields change) {
        var changed = change.texts("changed");
        if (changed.isEmpty()) {
            session.output().done("Nothing to change: it is so already.", change);
            return;
        }
        var what = String.join(", ", changed);
        session.output()
                .done(
                        change.flag("dryRun")
                                ? "It would change " + what
                                : "Revision " + change.count("revision") + " changes " + what,
                        change);
        var later = change.texts("restartRequired");
        if (!later.isEmpty()) {
            session.notice("From the next start on: " + String.join(", ", later));
        }
        var unapplied = change.text("notApplied");
        if (unapplied != null) {
            session.notice("Kept, but not applied everywhere yet: " + unapplied);
        }
    }

    /// Reads a revision's number.
    static long revision(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new CliException(new CliError.Invalid("'" + text + "' is no number of a revision"), e);
        }
    }
}
