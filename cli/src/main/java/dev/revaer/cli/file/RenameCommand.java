package dev.revaer.cli.file;

import java.util.concurrent.Callable;

import dev.revaer.cli.argument.OneTorrent;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.TorrentFiles;
import dev.revaer.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;

/// `revaer rename`.
@Command(name = "rename", header = "Rename a file of a torrent, or all files below a folder.", description = {
        "",
        "Paths are those of 'revaer files', from the torrent's top."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer rename debian-13 debian-13/notes.txt debian-13/about.txt",
                "  revaer rename debian-13 --index 0 debian-13/first.iso",
                "  revaer rename debian-13 --folder debian-13 trixie"})
public final class RenameCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final OneTorrent torrent = new OneTorrent();

    @Parameters(index = "1..*", arity = "1..2", paramLabel = "PATH", description = "What it is called now (not with --index), and what it will be.")
    private String[] paths = {};

    @Option(names = "--index", paramLabel = "N", description = "Rename the file with this number in 'revaer files'.")
    private int index = -1;

    @Option(names = "--folder", description = "Rename a folder.")
    private boolean folder;

    /// The verb, for this run.
    public RenameCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        boolean byIndex = index >= 0;
        if (paths.length != (byIndex ? 1 : 2) || (byIndex && folder)) {
            throw new CliException(
                    new CliError.Invalid(
                            "give the path as it is and as it will be, or --index and the new path"));
        }
        String to = paths[paths.length - 1];
        var body = JsonNodeFactory.instance.objectNode();
        if (byIndex) {
            body.put("index", index);
        } else {
            body.put(folder ? "folder" : "path", paths[0]);
        }
        body.put("to", to);
        var files = new TorrentFiles(session.client(), torrent.infoHash(session)).rename(body);
        session.output().done("Renamed to " + to, files);
        return 0;
    }
}
