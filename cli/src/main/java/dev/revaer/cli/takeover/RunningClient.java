package dev.revaer.cli.takeover;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// Sees whether a client still runs: what it keeps is then older than what it knows, and two would write into the same
/// files.
final class RunningClient {
    private static final Set<String> OF_QBITTORRENT = Set.of("qbittorrent", "qbittorrent-nox");
    /// As the kernel has them, which cuts them.
    private static final Set<String> OF_TRANSMISSION = Set
            .of("transmission-da", "transmission-gt", "transmission-qt", "transmission");

    private final Path processes;

    /// @param processes `/proc`
    RunningClient(Path processes) {
        this.processes = processes;
    }

    /// Why qBittorrent seems to run; null if it does not.
    ///
    /// @param locks files that it holds a lock on while it does
    @Nullable
    String qbittorrent(List<Path> locks) {
        for (var lock : locks) {
            if (isLocked(lock)) {
                return "qBittorrent runs: it holds " + lock;
            }
        }
        return process("qBittorrent", OF_QBITTORRENT);
    }

    /// Why Transmission seems to run; null if it does not.
    @Nullable
    String transmission() {
        return process("Transmission", OF_TRANSMISSION);
    }

    /// A lock can be tried for only where nobody is kept from anything by it: one that is shared, and given back.
    private static boolean isLocked(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ);
                var lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException _) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private @Nullable String process(String client, Set<String> names) {
        try (var entries = Files.newDirectoryStream(processes, "[0-9]*")) {
            for (var entry : entries) {
                if (names.contains(name(entry))) {
                    return client + " runs: process " + entry.getFileName();
                }
            }
        } catch (IOException _) {
            // No such system: nothing is known.
        }
        return null;
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm"), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException _) {
            return "";
        }
    }
}
