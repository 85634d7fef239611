package dev.revaer.cli.torrent;

import java.util.concurrent.Callable;

import dev.revaer.cli.http.Torrent;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.view.SafeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `revaer action`.
@Command(name = "action", header = "Command a torrent: pause or resume.", footerHeading = "%nExamples:%n", footer = {
        "  revaer action 3f9c pause",
        "  revaer action 'Some Name' resume"})
public final class ActionCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "HASH", description = "Info hash, an unambiguous beginning of it, or the exact name.")
    private String torrent = "";

    @Parameters(index = "1", paramLabel = "ACTION", description = "pause or resume.")
    private String action = "";

    /// The verb, for this run.
    public ActionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!action.equals("pause") && !action.equals("resume")) {
            throw new CliException(
                    new CliError.Invalid("no action " + action + "; there are pause and resume"));
        }
        Torrent after = session.client().act(session.finder().find(torrent).infoHash(), action);
        if (session.isJson()) {
            session.json(after.json());
        } else if (!session.isQuiet()) {
            session.console().line(SafeText.of(after.name() + " is " + after.state()));
        }
        return 0;
    }
}
