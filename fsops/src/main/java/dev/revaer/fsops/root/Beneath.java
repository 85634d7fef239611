package dev.revaer.fsops.root;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// openat2(2), which opens what lies beneath a directory and goes through no link, and which Java cannot ask for. What it
/// has opened is reached by `/proc/self/fd`.
final class Beneath {
    private static final Logger log = LoggerFactory.getLogger(Beneath.class);
    private static final OperatingSystemMXBean MACHINE = ManagementFactory.getOperatingSystemMXBean();
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private static final long OPENAT2 = 437;
    private static final int WORKING_DIRECTORY = -100;
    private static final long PATH_ALONE = 0x200000;
    private static final long CLOSE_ON_EXEC = 0x80000;
    private static final long DIRECTORY = MACHINE.getArch().equals("aarch64") ? 0x4000 : 0x10000;
    private static final long NO_MAGIC_LINKS = 2;
    private static final long NO_LINKS = 4;
    private static final long BENEATH = 8;
    private static final int OPEN_HOW_BYTES = 24;

    private static final int NO_SUCH_FILE = 2;
    private static final int AGAIN = 11;
    private static final int NO_ACCESS = 13;
    private static final int NO_DIRECTORY = 20;
    private static final int TRIES = 100;

    private static final Optional<MethodHandle> SYSCALL = SystemFunctions.find(
            "syscall",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    private static final Optional<MethodHandle> CLOSE = SystemFunctions.find(
            "close",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final boolean IS_POSSIBLE = isAnswered();

    private Beneath() {}

    static boolean isPossible() {
        return IS_POSSIBLE;
    }

    /// The directory, whatever leads to it.
    static int open(Path directory) throws IOException {
        return open(WORKING_DIRECTORY, directory, 0, directory);
    }

    /// A directory below another, through no link.
    ///
    /// @param file named in failures
    static int open(int descriptor, Path relative, Path file) throws IOException {
        return open(descriptor, relative, BENEATH | NO_LINKS | NO_MAGIC_LINKS, file);
    }

    static Path path(int descriptor) {
        return OPEN_FILES.resolve(Integer.toString(descriptor));
    }

    static void close(int descriptor) {
        try (var arena = Arena.ofConfined()) {
            var _ = (int) CLOSE.orElseThrow().invokeExact(SystemFunctions.state(arena), descriptor);
        } catch (Throwable e) {
            throw SystemFunctions.failed(e);
        }
    }

    private static int open(int descriptor, Path path, long resolve, Path file) throws IOException {
        var error = 0;
        for (var i = 0; i < TRIES; i++) {
            var opened = openOnce(descriptor, path, resolve);
            if (opened >= 0) {
                return opened;
            }
            error = -opened;
            if (error != AGAIN) {
                break;
            }
        }
        throw switch (error) {
            case NO_SUCH_FILE, NO_DIRECTORY -> new NoSuchFileException(file.toString());
            case NO_ACCESS -> new AccessDeniedException(file.toString());
            default -> new FileSystemException(file.toString(), null, "lies behind a link, error " + error);
        };
    }

    /// The descriptor, or the error as a negative number.
    private static int openOnce(int descriptor, Path path, long resolve) {
        try (var arena = Arena.ofConfined()) {
            var state = SystemFunctions.state(arena);
            var how = arena.allocate(OPEN_HOW_BYTES, Long.BYTES);
            how.setAtIndex(ValueLayout.JAVA_LONG, 0, PATH_ALONE | CLOSE_ON_EXEC | DIRECTORY);
            how.setAtIndex(ValueLayout.JAVA_LONG, 2, resolve);
            var name = SystemFunctions.name(arena, path);
            var opened = call(state, descriptor, name, how);
            return opened >= 0 ? (int) opened : -SystemFunctions.error(state);
        }
    }

    private static long call(MemorySegment state, int descriptor, MemorySegment name, MemorySegment how) {
        try {
            return (long) SYSCALL.orElseThrow()
                    .invokeExact(state, OPENAT2, descriptor, name, how, (long) OPEN_HOW_BYTES);
        } catch (Throwable e) {
            throw SystemFunctions.failed(e);
        }
    }

    private static boolean isAnswered() {
        if (SYSCALL.isEmpty() || CLOSE.isEmpty() || !Files.isDirectory(OPEN_FILES)) {
            return false;
        }
        var opened = openOnce(WORKING_DIRECTORY, OPEN_FILES, 0);
        if (opened < 0) {
            log.atInfo().addKeyValue("error", -opened).log("Allowed directories cannot be held open");
            return false;
        }
        close(opened);
        return true;
    }
}
