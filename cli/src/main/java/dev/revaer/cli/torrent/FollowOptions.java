package dev.revaer.cli.torrent;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

import dev.revaer.cli.event.EventFeed;
import dev.revaer.cli.http.EventFilter;
import dev.revaer.cli.service.Torrent;
import dev.revaer.cli.session.Session;
import picocli.CommandLine.Option;

/// How a torrent is followed.
public final class FollowOptions {
    @Option(names = "--follow", description = "Show the progress until the torrent is downloaded and in the library; fails when it fails.")
    private boolean follow;

    @Option(names = "--no-wait-fsops", description = "With --follow: end when it is downloaded.")
    private boolean noWaitFsops;

    @Option(names = "--retry-for", paramLabel = "SECONDS", defaultValue = "600", description = "With --follow: how long to wait for a service that has gone away (default: ${DEFAULT-VALUE}).")
    private int retryFor;

    /// Whether it is.
    public boolean isWanted() {
        return follow;
    }

    /// Shows the torrent's progress until it is done.
    public void follow(Torrent torrent, Session session) {
        var watch = new DownloadWatch(torrent, session, !noWaitFsops);
        new EventFeed(
                session.client(),
                new EventFilter(torrent.infoHash(), List.of()),
                Duration.ofSeconds(Math.max(0, retryFor)),
                session::notice).follow(OptionalLong.empty(), watch);
    }
}
