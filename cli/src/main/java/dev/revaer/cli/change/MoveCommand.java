package dev.revaer.cli.change;

import java.time.Duration;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.ManyTorrents;
import dev.revaer.cli.argument.Waiting;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Moves;
import dev.revaer.cli.service.Torrent;
import dev.revaer.cli.session.Attempts;
import dev.revaer.cli.session.Poll;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.view.ByteProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `revaer move`.
@Command(name = "move", header = "Move the files of torrents to another directory of the service.", description = {
        "",
        "Inside a volume they are there at once; else they are copied, and the torrent goes on from its new place."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer move debian-13 --to /srv/downloads/linux",
                "  revaer move 'debian*' --to /srv/downloads/linux --follow  # show how far the copying is"})
public final class MoveCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Session session;

    @Mixin
    private final ManyTorrents torrents = new ManyTorrents();

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "The directory, absolute.")
    private String directory = "";

    @Mixin
    private final Waiting waiting = new Waiting();

    /// The verb, for this run.
    public MoveCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var attempts = new Attempts(session);
        for (Torrent torrent : torrents.find(session)) {
            attempts.attempt(() -> move(torrent));
        }
        return attempts.exitCode();
    }

    private void move(Torrent torrent) {
        var moves = new Moves(session.client());
        Fields move = moves.begin(torrent.infoHash(), directory);
        session.output().done(words(torrent, move), move);
        if (waiting.isWanted() && isUnderWay(move)) {
            follow(torrent, moves);
        }
    }

    private void follow(Torrent torrent, Moves moves) {
        var poll = new Poll(session, waiting.patience());
        var progress = new ByteProgress(session.console());
        for (Fields move = poll.ask(() -> moves.get(torrent.infoHash())); isUnderWay(move); move = poll
                .ask(() -> moves.get(torrent.infoHash()))) {
            if (session.isTalking()) {
                progress.show("moving", move.count("bytesDone"), move.count("bytesTotal"));
            }
            poll.pause(PAUSE);
        }
        Torrent after = session.torrents().get(torrent.infoHash());
        if (!directory.equals(after.fields().text("downloadDir"))) {
            throw new CliException(
                    new CliError.TorrentFailed(
                            after.name(),
                            "it is still in " + after.fields().text("downloadDir", "its old place")
                                    + reason(after)));
        }
        session.output().done("Moved " + after.name() + " to " + directory, after.fields());
    }

    private static String reason(Torrent torrent) {
        return torrent.reason() == null ? "" : ": " + torrent.reason();
    }

    private static boolean isUnderWay(Fields move) {
        String state = move.text("state", "");
        return state.equals("queued") || state.equals("copying");
    }

    private static String words(Torrent torrent, Fields move) {
        String to = torrent.name() + " to " + move.text("to", "its new place");
        return switch (move.text("state", "")) {
            case "completed" -> "Moved " + to;
            case "deferred" -> "Will move " + to + " once it is complete";
            default -> "Moving " + to;
        };
    }
}
