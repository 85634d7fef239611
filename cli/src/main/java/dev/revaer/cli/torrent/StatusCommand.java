package dev.revaer.cli.torrent;

import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.OneTorrent;
import dev.revaer.cli.service.Torrent;
import dev.revaer.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `revaer status`.
@Command(name = "status", header = "Show all about one torrent.", footerHeading = "%nExamples:%n", footer = {
        "  revaer status 3f9c  # by the beginning of the info hash",
        "  revaer status debian-13  # by a part of the name",
        "  revaer status debian-13 --follow  # show the progress until it is in the library"})
public final class StatusCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final OneTorrent torrent = new OneTorrent();

    @Mixin
    private FollowOptions following = new FollowOptions();

    /// The verb, for this run.
    public StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Torrent found = torrent.find(session);
        if (session.isTalking()) {
            new TorrentDetails(session.console()).print(found);
        } else {
            session.output().object(found.fields(), TorrentColumns.named(List.of()), "state");
        }
        if (following.isWanted()) {
            following.follow(found, session);
        }
        return 0;
    }
}
