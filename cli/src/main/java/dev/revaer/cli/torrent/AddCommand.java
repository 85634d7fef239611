package dev.revaer.cli.torrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.http.NewTorrent;
import dev.revaer.cli.http.Torrent;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.view.SafeText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `revaer add`.
@Command(name = "add", header = "Add torrents: magnet links or .torrent files.", description = {"",
        "Each is reported; the exit code is that of the first that failed."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer add 'magnet:?xt=urn:btih:...'           quote the link: it holds an &",
                "  revaer add --follow debian.torrent             show the progress until it is in the library",
                "  revaer add --download-dir /data/iso *.torrent  several at once, to a directory of the service",
                "  revaer add --paused - < links.txt              a .torrent or magnet links, a line each, from the input"})
public final class AddCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "MAGNET|FILE|-", arity = "1..*", description = "A magnet link, a .torrent file of at most 5 MiB, or - for the input.")
    private List<String> torrents = new ArrayList<>();

    @Option(names = "--download-dir", paramLabel = "DIR", description = "Where the service puts the data.")
    private @Nullable String downloadDir;

    @Option(names = "--paused", description = "Don't start yet.")
    private boolean paused;

    @Mixin
    private FollowOptions following = new FollowOptions();

    private int exitCode;

    /// The verb, for this run.
    public AddCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var added = new ArrayList<Torrent>();
        for (String argument : torrents) {
            attempt(() -> {
                for (var origin : new TorrentOrigin(session.console()).read(argument)) {
                    attempt(() -> added.add(add(new NewTorrent(origin, downloadDir, paused))));
                }
            });
        }
        if (following.isWanted()) {
            for (Torrent torrent : added) {
                attempt(() -> following.follow(torrent, session));
            }
        }
        return exitCode;
    }

    private Torrent add(NewTorrent wanted) {
        Torrent torrent = session.client().add(wanted);
        if (session.isJson()) {
            session.json(torrent.json());
        } else if (session.isQuiet()) {
            session.console().line(SafeText.of(torrent.infoHash()));
        } else {
            session.console().line(SafeText.of("Added " + torrent.infoHash() + "  " + torrent.name()));
        }
        return torrent;
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (CliException e) {
            if (!concernsOneTorrent(e.error())) {
                throw e;
            }
            int code = session.report(e);
            exitCode = exitCode == 0 ? code : exitCode;
        }
    }

    private static boolean concernsOneTorrent(CliError error) {
        return switch (error) {
            case CliError.Refused(var problem) -> problem.status() != 401 && problem.status() != 403;
            case CliError.Unreachable _,CliError.Interrupted _,CliError.OutputClosed _ -> false;
            case CliError.Invalid _,CliError.NotUnderstood _,CliError.TorrentFailed _ -> true;
            case CliError.NoSuchTorrent _,CliError.Ambiguous _ -> true;
        };
    }
}
