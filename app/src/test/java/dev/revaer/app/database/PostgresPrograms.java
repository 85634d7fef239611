package dev.revaer.app.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// PostgreSQL's programs, unpacked once in a JVM, for services in processes of their own: to unpack them takes longer than
/// all else in a first start.
public final class PostgresPrograms {
    private static final Path UNPACKED = unpacked();

    private PostgresPrograms() {}

    /// Puts hard links to them where a start looks for them.
    ///
    /// @param home PostgreSQL's folder in the data directory; made as a start makes it
    public static void linkInto(Path home) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        var target = Files.createDirectories(home, ownerOnly).resolve(UNPACKED.getFileName());
        try (var paths = Files.walk(UNPACKED)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                var copy = target.resolve(UNPACKED.relativize(path));
                if (Files.isSymbolicLink(path)) {
                    Files.createSymbolicLink(copy, Files.readSymbolicLink(path));
                } else if (Files.isDirectory(path)) {
                    Files.createDirectory(copy);
                } else {
                    Files.createLink(copy, path);
                }
            }
        }
    }

    private static Path unpacked() {
        try {
            var home = Files.createTempDirectory("revaer-postgresql").toRealPath();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
            return PostgresBinaries.unpackedIn(home).directory();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try {
            DirectoryTree.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
