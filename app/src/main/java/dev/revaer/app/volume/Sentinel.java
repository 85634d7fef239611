package dev.revaer.app.volume;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/// The file by which a volume is known.
final class Sentinel {
    static final String NAME = ".revaer-root";

    private static final int LONGEST = 100;

    private Sentinel() {}

    /// What the sentinel in a directory holds; null if there is none.
    static @Nullable String read(Path root) {
        var file = root.resolve(NAME);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        try (var bytes = Files.newInputStream(file)) {
            return new String(bytes.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
        } catch (IOException _) {
            return null;
        }
    }

    static void write(Path root, String id) throws IOException {
        var part = root.resolve(NAME + ".part");
        Files.writeString(part, id + System.lineSeparator());
        try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(
                part,
                root.resolve(NAME),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
