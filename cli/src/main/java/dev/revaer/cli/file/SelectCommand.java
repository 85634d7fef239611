package dev.revaer.cli.file;

import java.util.concurrent.Callable;

import dev.revaer.cli.argument.Choice;
import dev.revaer.cli.argument.ManyTorrents;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Torrent;
import dev.revaer.cli.service.TorrentFiles;
import dev.revaer.cli.session.Attempts;
import dev.revaer.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.JsonNodeFactory;

/// `revaer select`.
@Command(name = "select", header = "Choose which files of torrents are downloaded; what isn't named stays.", description = {
        "",
        "An empty glob ('') takes away all globs of its kind."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer select debian-13 --exclude '*.txt' --exclude '*.nfo'",
                "  revaer select debian-13 --include '**/*.iso' --skip-fluff",
                "  revaer select debian-13 --priority 0=high  # the number is that of 'revaer files'",
                "  revaer select 'debian*' --include '' --exclude ''  # all files again, of all that match"})
public final class SelectCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final ManyTorrents torrents = new ManyTorrents();

    @Mixin
    private final Choice choice = new Choice();

    /// The verb, for this run.
    public SelectCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!choice.isGiven()) {
            throw new CliException(
                    new CliError.Invalid(
                            "say what to select: --include, --exclude, --skip-fluff or --priority"));
        }
        var body = JsonNodeFactory.instance.objectNode();
        choice.write(body);
        var attempts = new Attempts(session);
        for (Torrent torrent : torrents.find(session)) {
            attempts.attempt(() -> {
                var files = new TorrentFiles(session.client(), torrent.infoHash()).select(body);
                session.output().done(torrent.name() + ": " + words(files), files);
            });
        }
        return attempts.exitCode();
    }

    private static String words(Fields files) {
        var shown = files.each("items");
        long wanted = shown.stream().filter(file -> !file.text("priority", "").equals("skip")).count();
        return files.text("nextCursor") == null
                ? "%d of %d files wanted".formatted(wanted, shown.size())
                : "of the first %d of %d files %d wanted"
                        .formatted(shown.size(), files.count("total"), wanted);
    }
}
