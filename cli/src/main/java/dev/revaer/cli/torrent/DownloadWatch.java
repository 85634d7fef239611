package dev.revaer.cli.torrent;

import dev.revaer.cli.event.EventListener;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Torrent;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.sse.ServerEvent;
import dev.revaer.cli.view.SafeText;
import org.jspecify.annotations.Nullable;

/// Follows one torrent to its end.
///
/// The torrent is read each time the stream opens, so that nothing is missed that happened while there was none.
final class DownloadWatch implements EventListener {
    private final Session session;
    private final ProgressLine progress;
    private final String infoHash;
    private final boolean waitsForFsops;
    private String name;
    private boolean told;

    /// @param waitsForFsops the end is the library, not the download
    DownloadWatch(Torrent torrent, Session session, boolean waitsForFsops) {
        this.session = session;
        this.progress = new ProgressLine(session.console());
        this.infoHash = torrent.infoHash();
        this.name = torrent.name();
        this.waitsForFsops = waitsForFsops;
    }

    @Override
    public boolean connected() {
        Torrent torrent = session.torrents().get(infoHash);
        name = torrent.name();
        if (torrent.state().equals("failed")) {
            throw failed(torrent.reason());
        }
        Fields fsops = torrent.fields().at("fsops");
        String fsopsState = fsops.text("state", "");
        if (fsopsState.equals("failed")) {
            throw failed(stageAnd(fsops.text("stage"), fsops.text("detail")));
        }
        if (fsopsState.equals("cancelled") && waitsForFsops) {
            throw failed("post-processing was cancelled");
        }
        if (fsopsState.equals("completed")) {
            return inLibrary(fsops);
        }
        if (torrent.isDownloaded()) {
            return downloaded();
        }
        show(torrent.state(), torrent.fields());
        return false;
    }

    @Override
    public boolean received(ServerEvent event) {
        if (session.isJson()) {
            session.json(event.fields().json());
        }
        Fields data = event.data();
        return switch (event.type()) {
            case "completed" -> downloaded();
            case "fsops_completed" -> inLibrary(data);
            case "failure" -> throw failed(data.text("reason"));
            case "fsops_failed" -> throw failed(stageAnd(data.text("stage"), data.text("reason")));
            case "torrent_removed" ->
                throw new CliException(new CliError.NoSuchTorrent(name + " any more: it was removed"));
            default -> {
                passing(event.type(), data);
                yield false;
            }
        };
    }

    private void passing(String type, Fields data) {
        switch (type) {
            case "progress" -> show(data.text("state", "downloading"), data);
            case "fsops_progress" -> {
                if (isTalking()) {
                    progress.fsops(data);
                }
            }
            case "metadata_received" -> name = data.text("name", name);
            default -> {
                // The next progress will tell.
            }
        }
    }

    private void show(String state, Fields data) {
        if (isTalking()) {
            progress.download(state, data);
        }
    }

    private boolean downloaded() {
        if (isTalking() && !told) {
            session.console().line("Downloaded " + SafeText.of(name));
        }
        told = true;
        return !waitsForFsops;
    }

    private boolean inLibrary(Fields fsops) {
        String path = fsops.text("libraryPath");
        if (!session.isJson() && path != null) {
            session.console().line(SafeText.of(session.isQuiet() ? path : "In the library: " + path));
        }
        return true;
    }

    private boolean isTalking() {
        return !session.isJson() && !session.isQuiet();
    }

    private CliException failed(@Nullable String reason) {
        return new CliException(
                new CliError.TorrentFailed(name, reason == null ? "no reason was given" : reason));
    }

    private static String stageAnd(@Nullable String stage, @Nullable String reason) {
        String why = reason == null ? "no reason was given" : reason;
        return stage == null ? "post-processing: " + why : "post-processing at " + stage + ": " + why;
    }
}
