package dev.revaer.app.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/// Folders that come and go as a whole.
final class DirectoryTree {
    private DirectoryTree() {}

    /// Does nothing if there is no such folder.
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /// Where the folder `home/name` is filled before it gets its name.
    static Path unfinished(Path home, String name) {
        return home.resolve(name + ".unfinished");
    }

    /// Gives the unfinished folder its name once all that is in it has reached the disk, so that the name never stands
    /// for half of it, not even after a power failure.
    static void finish(Path home, String name) throws IOException {
        var unfinished = unfinished(home, name);
        try (var paths = Files.walk(unfinished)) {
            for (var path : paths.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                force(path);
            }
        }
        Files.move(unfinished, home.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        force(home);
    }

    private static void force(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
