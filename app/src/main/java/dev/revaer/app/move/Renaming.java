package dev.revaer.app.move;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Whether files can be renamed from one directory into another. That two directories lie on one device does not tell:
/// they may be mounted twice.
final class Renaming {
    private Renaming() {}

    static boolean isPossible(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return false;
        }
        var probe = Files.createTempFile(from, ".revaer", ".probe");
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
}
