package dev.revaer.cli.change;

import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.ManyTorrents;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Torrent;
import dev.revaer.cli.session.Attempts;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.view.SafeText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;

/// `revaer export`.
@Command(name = "export", header = "Save the .torrent files of torrents here.", description = {"",
        "A file that is there already is not written over."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer export debian-13  # debian-13.torrent in this directory",
                "  revaer export debian-13 --to copy.torrent",
                "  revaer export 'debian*' --to saved  # into a directory",
                "  revaer export debian-13 --to - | wc -c  # to the output"})
public final class ExportCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final ManyTorrents torrents = new ManyTorrents();

    @Option(names = "--to", paramLabel = "FILE|DIR|-", description = "The file, or the directory for files of the torrents' names (this one if absent), or - for the output.")
    private @Nullable String target;

    /// The verb, for this run.
    public ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Torrent> found = torrents.find(session);
        if (found.size() > 1 && "-".equals(target)) {
            throw new CliException(new CliError.Invalid("the output holds one .torrent; name one torrent"));
        }
        var attempts = new Attempts(session);
        found.forEach(torrent -> attempts.attempt(() -> save(torrent)));
        return attempts.exitCode();
    }

    private void save(Torrent torrent) {
        byte[] metainfo = session.torrents().metainfo(torrent.infoHash());
        String file = TorrentFile.save(target, torrent.name(), metainfo, session);
        if (file.equals("-")) {
            return;
        }
        if (session.isJson()) {
            session.json(
                    JsonNodeFactory.instance.objectNode()
                            .put("infoHash", torrent.infoHash())
                            .put("file", file));
        } else {
            session.console().line(SafeText.of(session.isTalking() ? "Saved " + file : file));
        }
    }
}
