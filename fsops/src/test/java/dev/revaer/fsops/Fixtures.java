package dev.revaer.fsops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// RAR archives made by RAR itself, which are no part of this repository.
final class Fixtures {
    private static final Path DIRECTORY = Path.of("../../shared/fixtures/rar");

    private Fixtures() {}

    static boolean isAbsent() {
        return !Files.isDirectory(DIRECTORY);
    }

    static Path rar(String name) {
        return DIRECTORY.resolve(name);
    }

    /// Those in one volume; none where the directory is absent.
    static List<Path> rars() {
        if (isAbsent()) {
            return List.of();
        }
        try (var found = Files.list(DIRECTORY)) {
            return found
                    .filter(file -> file.toString().endsWith(".rar") && !file.toString().contains(".part"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
