package dev.revaer.app.move;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.jspecify.annotations.Nullable;

/// Whether files can be renamed from one directory into another. That two directories lie on one device does not tell:
/// they may be mounted twice.
final class Renaming {
    private Renaming() {}

    static boolean isPossible(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return false;
        }
        var probe = probe(from);
        if (probe == null) {
            return false;
        }
        var renamed = to.resolve(String.valueOf(probe.getFileName()));
        try {
            Files.move(probe, renamed, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException _) {
            return false;
        } finally {
            Files.deleteIfExists(probe);
            Files.deleteIfExists(renamed);
        }
    }

    /// Null where nothing can be made, as on a volume that is full: what lies there can still be copied away.
    private static @Nullable Path probe(Path directory) {
        try {
            return Files.createTempFile(directory, ".revaer", ".probe");
        } catch (IOException _) {
            return null;
        }
    }
}
