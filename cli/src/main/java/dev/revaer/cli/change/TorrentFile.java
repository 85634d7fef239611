package dev.revaer.cli.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.session.Session;
import org.jspecify.annotations.Nullable;

/// Saves a `.torrent` on this machine; what is there already is never written over.
final class TorrentFile {
    private static final int LONGEST_NAME = 200;

    private TorrentFile() {}

    /// Writes the bytes to the file, to one of the torrent's name in the directory, or for `-` to the output.
    ///
    /// @param target null for this directory
    /// @param name of the torrent, written by strangers
    /// @return where they are
    static String save(@Nullable String target, String name, byte[] bytes, Session session) {
        if ("-".equals(target)) {
            session.console().bytes(bytes);
            return "-";
        }
        Path file = file(target == null ? "" : target, name);
        try {
            Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
            return file.toString();
        } catch (FileAlreadyExistsException _) {
            throw invalid(file + " is there already; --to names another file or directory");
        } catch (IOException _) {
            throw invalid(file + " can't be written; is its directory there?");
        }
    }

    private static Path file(String target, String name) {
        try {
            Path path = Path.of(target);
            return target.isEmpty() || Files.isDirectory(path) ? path.resolve(safe(name) + ".torrent") : path;
        } catch (InvalidPathException _) {
            throw invalid(target + " is no name of a file");
        }
    }

    /// A name that leads nowhere else and that every file system takes.
    private static String safe(String name) {
        var safe = new StringBuilder();
        for (int point : name.codePoints().toArray()) {
            boolean odd = Character.isISOControl(point) || "/\\:*?\"<>|".indexOf(point) >= 0
                    || Character.getType(point) == Character.SURROGATE;
            String next = odd ? "_" : Character.toString(point);
            if (safe.toString().getBytes(StandardCharsets.UTF_8).length
                    + next.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                break;
            }
            safe.append(next);
        }
        return safe.isEmpty() || safe.charAt(0) == '.' ? "_" + safe : safe.toString();
    }

    private static CliException invalid(String reason) {
        return new CliException(new CliError.Invalid(reason));
    }
}
