package dev.revaer.cli.setting;

import java.util.concurrent.Callable;

import dev.revaer.cli.service.Settings;
import dev.revaer.cli.service.Settings.Manner;
import dev.revaer.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `revaer config restore`.
@Command(name = "restore", header = "Go back to the settings of a revision, in a new one.", footerHeading = "%nExamples:%n", footer = {
        "  revaer config restore 1 --dry-run",
        "  revaer config restore 1 --reason 'worked better'"})
final class ConfigRestore implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "REVISION", description = "Its number; 'revaer config history' has it.")
    private String revision = "";

    @Option(names = "--dry-run", description = "Only check it, and show what it would change.")
    private boolean dryRun;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Kept with the revision.")
    private @Nullable String reason;

    ConfigRestore(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var settings = new Settings(session.client());
        var number = ConfigSet.revision(revision);
        var manner = new Manner(null, dryRun, reason);
        var tried = settings.restore(number, manner.tried());
        ConfigSet.tell(session, dryRun ? tried : settings.restore(number, manner));
        return 0;
    }
}
