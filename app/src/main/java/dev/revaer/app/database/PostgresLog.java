package dev.revaer.app.database;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The file that PostgreSQL's own messages go to.
record PostgresLog(Path file) {
    private static final long ROTATED_BYTES = 8L << 20;
    private static final int TAIL_BYTES = 8 << 10;
    private static final int TAIL_LINES = 10;

    /// Begins a new file, keeping the old one as `<name>.1`, if the old one has grown over 8 MiB.
    static PostgresLog rotated(Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) > ROTATED_BYTES) {
            Files.move(
                    file,
                    file.resolveSibling(file.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return new PostgresLog(file);
    }

    long end() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /// The last lines, ten at most, of what was written after the given [#end()].
    String tailSince(long begin) throws IOException {
        try (var channel = Files.newByteChannel(file)) {
            channel.position(Math.max(begin, channel.size() - TAIL_BYTES));
            var bytes = Channels.newInputStream(channel).readNBytes(TAIL_BYTES);
            var lines = new String(bytes, UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        }
    }
}
