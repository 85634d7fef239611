package dev.revaer.cli.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.concurrent.Callable;

import dev.revaer.cli.http.Download;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Backups;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.view.ProgressBar;
import dev.revaer.cli.view.Units;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;

/// `revaer backup`.
@Command(name = "backup", header = "Take a backup of all that must not be lost, while the service runs.", description = {
        "",
        "Settings with their revisions, categories, tags, bans, the digests of API keys, and torrents with metainfo, resume",
        "data, counters and post-processing, as everything is at one moment. Downloaded content is not in it, nor is",
        "secret.key of the data directory, with which passwords in the settings are sealed: keep a copy of that as well.",
        "The file is whole or not there; one of this name is replaced."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer backup revaer.zip",
                "  revaer backup - > revaer.zip  # to another program"})
public final class BackupCommand implements Callable<Integer> {
    private static final int PIECE = 64 << 10;
    private static final int BAR = 20;

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "Where it goes; - for the output.")
    private String file = "";

    /// The verb, for this run.
    public BackupCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (file.equals("-")) {
            print();
        } else {
            write(Path.of(file).toAbsolutePath());
        }
        return 0;
    }

    private void print() {
        if (session.console().terminal().interactive()) {
            throw new CliException(
                    new CliError.Invalid("a terminal can't show it: name a file, or send - elsewhere"));
        }
        carry(new Backups(session.client()).make(), session.console().bytes());
    }

    private void write(Path target) {
        if (Files.isDirectory(target)) {
            throw new CliException(new CliError.Invalid(target + " is a directory"));
        }
        long size;
        Path fresh = fresh(target);
        try {
            try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                size = carry(new Backups(session.client()).make(), Channels.newOutputStream(channel));
                channel.force(true);
            }
            Files.move(
                    fresh,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            force(directory(target));
        } catch (IOException e) {
            throw cannotWrite(target, e);
        } finally {
            forget(fresh);
        }
        var told = JsonNodeFactory.instance.objectNode().put("file", target.toString()).put("bytes", size);
        session.output().done("Backed up to " + target + ", " + Units.size(size), new Fields(told));
    }

    private static Path directory(Path target) {
        return Objects.requireNonNull(target.getParent());
    }

    private static Path fresh(Path target) {
        try {
            return Files.createTempFile(
                    directory(target),
                    "." + target.getFileName() + "-",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }

    private long carry(Download download, OutputStream out) {
        long done = 0;
        try (InputStream body = download.body()) {
            var piece = new byte[PIECE];
            for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                keep(out, piece, read);
                done += read;
                show(done, download);
            }
        } catch (IOException e) {
            throw new CliException(
                    new CliError.Unreachable(session.client().url(), "the backup broke off"),
                    e);
        }
        if (download.length().isPresent() && download.length().getAsLong() != done) {
            throw new CliException(
                    new CliError.Unreachable(session.client().url(), "the backup was cut short"));
        }
        return done;
    }

    private static void keep(OutputStream out, byte[] piece, int length) {
        try {
            out.write(piece, 0, length);
        } catch (IOException e) {
            throw new CliException(new CliError.Invalid("it can't be written: " + e.getMessage()), e);
        }
    }

    private void show(long done, Download download) {
        if (session.console().terminal().interactive() && session.isTalking()
                && download.length().isPresent()) {
            long all = Math.max(1, download.length().getAsLong());
            session.console()
                    .redraw(
                            ProgressBar.of((double) done / all, BAR) + " " + Units.size(done) + " of "
                                    + Units.size(all));
        }
    }

    /// Makes the name durable as well.
    private static void force(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void forget(Path fresh) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException _) {
            // It is as it is: a file with a name that tells what it is.
        }
    }

    private static CliException cannotWrite(Path target, IOException e) {
        return new CliException(
                new CliError.Invalid(target + " can't be written: " + e.getMessage()),
                e);
    }
}
