package dev.revaer.app.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/// Which device a directory lies on.
final class Devices {
    private Devices() {}

    /// The directory, or the nearest one above it that is there.
    ///
    /// @throws NoSuchFileException if there is none
    static Path existing(Path directory) throws IOException {
        @Nullable
        Path existing = directory;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null) {
            throw new NoSuchFileException(directory.toString());
        }
        return existing;
    }

    static long number(Path existing) throws IOException {
        return (Long) Files.getAttribute(existing, "unix:dev");
    }
}
