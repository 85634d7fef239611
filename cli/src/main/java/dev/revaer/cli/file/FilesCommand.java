package dev.revaer.cli.file;

import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.OneTorrent;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.service.TorrentFiles;
import dev.revaer.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `revaer files`.
@Command(name = "files", header = "Show the files of a torrent, how far they are and which are wanted.", footerHeading = "%nExamples:%n", footer = {
        "  revaer files debian-13",
        "  revaer files debian-13 -o csv"})
public final class FilesCommand implements Callable<Integer> {
    static final List<Column> COLUMNS = List.of(
            new Column("index", "NO", Kind.COUNT),
            new Column("path", "PATH", Kind.NAME),
            new Column("sizeBytes", "SIZE", Kind.SIZE),
            new Column("progress", "PROGRESS", Kind.PROGRESS),
            new Column("priority", "PRIORITY", Kind.TEXT),
            new Column("originalPath", "WAS", Kind.NAME));

    private final Session session;

    @Mixin
    private final OneTorrent torrent = new OneTorrent();

    /// The verb, for this run.
    public FilesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var files = new TorrentFiles(session.client(), torrent.infoHash(session)).list();
        session.output().list(files, COLUMNS, "path", "The files are not known before the metadata is here.");
        return 0;
    }
}
