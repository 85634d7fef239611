package dev.revaer.app.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Holds a data directory for one process; the system lets go of it when the process ends, however it ends.
final class DataLock implements AutoCloseable {
    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /// @throws StartException if another process holds it
    static DataLock take(Path dataDir) {
        try {
            var channel = FileChannel
                    .open(dataDir.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return new DataLock(channel);
                }
            } catch (OverlappingFileLockException _) {
                // told below
            }
            channel.close();
            throw new StartException(List.of(fault(dataDir)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether another process, or this one, holds it. Makes nothing where there is none.
    static boolean isTaken(Path dataDir) {
        if (Files.notExists(dataDir.resolve("lock"))) {
            return false;
        }
        try (var _ = take(dataDir)) {
            return false;
        } catch (StartException _) {
            return true;
        } catch (IOException | UncheckedIOException _) { // told by who looks at the directory
            return false;
        }
    }

    static String fault(Path dataDir) {
        return "another Revaer runs with the data directory " + dataDir
                + "; stop it first or choose another with --data-dir";
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
