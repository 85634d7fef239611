package dev.revaer.cli.takeover.torrent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.takeover.bencode.UnreadableException;

/// Reads files of another client: no links, nothing that is no file, no more than any client writes.
public final class ForeignFile {
    /// Metainfo, and what a client keeps of one torrent.
    public static final int LARGEST = 64 << 20;
    private static final int MOST_FILES = 200_000;

    private ForeignFile() {}

    /// The whole file.
    ///
    /// @throws UnreadableException if it is none, or too large
    public static byte[] read(Path file) throws UnreadableException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnreadableException("it is no file");
        }
        try (var in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            var bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new UnreadableException("it is larger than any client writes it");
            }
            return bytes;
        } catch (IOException e) {
            throw new UnreadableException("it can't be read: " + e.getMessage(), e);
        }
    }

    /// What a directory holds whose names end so, in the order of their names.
    ///
    /// @throws CliException if it can't be read, or holds more than any client keeps
    public static List<Path> list(Path directory, String suffix) {
        try (var entries = Files.list(directory)) {
            var found = entries.filter(entry -> entry.getFileName().toString().endsWith(suffix))
                    .limit(MOST_FILES + 1L)
                    .sorted()
                    .toList();
            if (found.size() > MOST_FILES) {
                throw new CliException(
                        new CliError.Invalid(directory + " holds more files than any client keeps"));
            }
            return found;
        } catch (IOException e) {
            throw new CliException(new CliError.Invalid(directory + " can't be read: " + e.getMessage()), e);
        }
    }
}
