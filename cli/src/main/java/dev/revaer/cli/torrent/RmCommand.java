package dev.revaer.cli.torrent;

import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.ManyTorrents;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Torrent;
import dev.revaer.cli.session.Attempts;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.view.SafeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `revaer rm`.
@Command(name = "rm", header = "Remove torrents, and with --delete-data what they downloaded.", description = {
        "",
        "What post-processing put into the library stays. All are found before the first is removed."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer rm debian-13  # forget the torrent, keep its data",
                "  revaer rm 3f9c --delete-data --yes  # by the beginning of the info hash; doesn't ask",
                "  revaer rm 'Show.S01*'  # all that match"})
public final class RmCommand implements Callable<Integer> {
    private static final int MOST_NAMED = 50;

    private final Session session;

    @Mixin
    private final ManyTorrents torrents = new ManyTorrents();

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
        List<Torrent> found = torrents.find(session);
        if (asks) {
            ask(found);
        }
        var attempts = new Attempts(session);
        found.forEach(torrent -> attempts.attempt(() -> remove(torrent)));
        return attempts.exitCode();
    }

    private void ask(List<Torrent> found) {
        if (found.size() > 1) {
            found.stream()
                    .limit(MOST_NAMED)
                    .forEach(torrent -> session.console().error(SafeText.of("  " + torrent.name())));
        }
        String what = found.size() == 1
                ? "the data of " + found.getFirst().name()
                : "the data of these %d torrents".formatted(found.size());
        if (!session.console().agrees(SafeText.of("Delete " + what + "?"))) {
            throw new CliException(new CliError.Invalid("nothing is removed"));
        }
    }

    private void remove(Torrent torrent) {
        session.torrents().remove(torrent.infoHash(), deleteData);
        session.output().done("Removed " + torrent.name(), null);
    }
}
