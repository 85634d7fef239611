package dev.revaer.cli.torrent;

import java.util.concurrent.Callable;

import dev.revaer.cli.http.Torrent;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.view.SafeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `revaer status`.
@Command(name = "status", header = "Show all about one torrent.", footerHeading = "%nExamples:%n", footer = {
        "  revaer status 3f9c             by the beginning of its info hash",
        "  revaer status 'Some Name'      by its exact name",
        "  revaer status 3f9c --follow    show the progress until it is in the library"})
public final class StatusCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "HASH", description = "Info hash, an unambiguous beginning of it, or the exact name.")
    private String torrent = "";

    @Mixin
    private FollowOptions following = new FollowOptions();

    /// The verb, for this run.
    public StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Torrent found = session.finder().find(torrent);
        if (session.isJson()) {
            session.json(found.json());
        } else if (session.isQuiet()) {
            session.console().line(SafeText.of(found.state()));
        } else {
            new TorrentDetails(session.console()).print(found);
        }
        if (following.isWanted()) {
            following.follow(found, session);
        }
        return 0;
    }
}
