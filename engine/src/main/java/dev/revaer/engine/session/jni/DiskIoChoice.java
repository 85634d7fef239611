package dev.revaer.engine.session.jni;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.revaer.engine.DiskIo;

/// Decides between memory-mapped and plain disk I/O.
///
/// libtorrent's memory-mapped I/O replaces the process's SIGSEGV handler without chaining to the JVM's, so the first
/// implicit null check afterwards ends the process. `libjsig`, when preloaded, chains them.
public final class DiskIoChoice {
    private static final Path MAPPED_LIBRARIES = Path.of("/proc/self/maps");

    private DiskIoChoice() {}

    /// What to run with: never [DiskIo#AUTO], and never [DiskIo#MMAP] without `libjsig`.
    public static DiskIo resolve(DiskIo wanted) {
        return switch (wanted) {
            case POSIX -> DiskIo.POSIX;
            case MMAP, AUTO -> isLibjsigPreloaded() ? DiskIo.MMAP : DiskIo.POSIX;
        };
    }

    private static boolean isLibjsigPreloaded() {
        try (var lines = Files.lines(MAPPED_LIBRARIES)) {
            return lines.anyMatch(line -> line.endsWith("/libjsig.so"));
        } catch (IOException e) {
            return false;
        }
    }
}
