package dev.revaer.cli.torrent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.http.Torrent;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.view.SafeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `revaer rm`.
@Command(name = "rm", header = "Remove torrents, and with --delete-data what they downloaded.", description = {
        "",
        "What post-processing put into the library stays. All are found before the first is removed."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer rm 3f9c                      forget the torrent, keep its data",
                "  revaer rm 3f9c --delete-data        asks before it deletes",
                "  revaer rm 3f9c --delete-data --yes  for scripts"})
public final class RmCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "HASH", arity = "1..*", description = "Info hash, an unambiguous beginning of it, or the exact name.")
    private List<String> torrents = new ArrayList<>();

    @Option(names = "--delete-data", description = "Delete what was downloaded, too.")
    private boolean deleteData;

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    /// The verb, for this run.
    public RmCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        boolean asks = deleteData && !yes;
        if (asks && !session.console().terminal().interactive()) {
            throw new CliException(
                    new CliError.Invalid("--delete-data asks first; without a terminal say --yes"));
        }
        var found = new LinkedHashMap<String, Torrent>();
        for (String wanted : torrents) {
            Torrent torrent = session.finder().find(wanted);
            found.put(torrent.infoHash(), torrent);
        }
        for (Torrent torrent : found.values()) {
            if (asks && !session.console()
                    .agrees(SafeText.of("Delete the data of " + torrent.name() + "?"))) {
                throw new CliException(new CliError.Invalid(torrent.name() + " stays"));
            }
        }
        found.values().forEach(this::remove);
        return 0;
    }

    private void remove(Torrent torrent) {
        session.client().remove(torrent.infoHash(), deleteData);
        if (!session.isQuiet() && !session.isJson()) {
            session.console().line(SafeText.of("Removed " + torrent.name()));
        }
    }
}
