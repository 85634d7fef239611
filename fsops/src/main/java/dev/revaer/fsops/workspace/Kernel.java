package dev.revaer.fsops.workspace;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.revaer.fsops.root.SystemFunctions;

/// Two things that Linux can do with files and Java cannot ask for: renameat2(2) that exchanges, ioctl_ficlone(2).
///
/// Where they are not to be had (another system, no right to call native code), they are answered as not possible.
final class Kernel {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout POINTER = ValueLayout.ADDRESS;
    private static final Optional<MethodHandle> RENAME = SystemFunctions.find(
            "renameat2",
            FunctionDescriptor.of(INT, INT, POINTER, INT, POINTER, INT));
    private static final Optional<MethodHandle> OPEN = SystemFunctions.find(
            "open",
            FunctionDescriptor.of(INT, POINTER, INT, INT),
            Linker.Option.firstVariadicArg(2));
    private static final Optional<MethodHandle> IOCTL = SystemFunctions.find(
            "ioctl",
            FunctionDescriptor.of(INT, INT, ValueLayout.JAVA_LONG, INT),
            Linker.Option.firstVariadicArg(2));
    private static final Optional<MethodHandle> CLOSE = SystemFunctions
            .find("close", FunctionDescriptor.of(INT, INT));

    private static final int WORKING_DIRECTORY = -100;
    private static final int EXCHANGE = 2;
    private static final long CLONE = 0x40049409L;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int NO_FOLLOW = ManagementFactory.getOperatingSystemMXBean()
            .getArch()
            .equals("aarch64")
                    ? 0x8000
                    : 0x20000;
    private static final int WRITE_NEW = 0x1 | 0x40 | 0x80;
    private static final int ANOTHER_DEVICE = 18;
    private static final int NO_SPACE = 28;

    private Kernel() {}

    /// False where it is not possible, whatever the reason: nothing has changed then.
    static boolean exchange(Path one, Path other) {
        if (RENAME.isEmpty()) {
            return false;
        }
        try (var arena = Arena.ofConfined()) {
            var state = SystemFunctions.state(arena);
            return call(
                    RENAME.get(),
                    state,
                    WORKING_DIRECTORY,
                    SystemFunctions.name(arena, one),
                    WORKING_DIRECTORY,
                    SystemFunctions.name(arena, other),
                    EXCHANGE) == 0;
        }
    }

    /// Why it is not possible, in words; then nothing is there.
    ///
    /// @throws IOException for a full disk
    static Optional<String> reflink(Path fresh, Path existing) throws IOException {
        if (OPEN.isEmpty() || IOCTL.isEmpty() || CLOSE.isEmpty()) {
            return Optional.of("this system cannot share blocks");
        }
        try (var arena = Arena.ofConfined()) {
            var error = reflink(
                    arena,
                    SystemFunctions.name(arena, fresh),
                    SystemFunctions.name(arena, existing));
            if (error == 0) {
                return Optional.empty();
            }
            Files.deleteIfExists(fresh);
            return Optional.of(reason(error, fresh));
        }
    }

    /// The number of what went wrong, 0 for nothing.
    private static int reflink(Arena arena, MemorySegment fresh, MemorySegment existing) {
        var state = SystemFunctions.state(arena);
        var ignored = SystemFunctions.state(arena);
        var flags = CLOSE_ON_EXEC | NO_FOLLOW;
        var in = call(OPEN.orElseThrow(), state, existing, flags, 0);
        if (in < 0) {
            return SystemFunctions.error(state);
        }
        var out = call(OPEN.orElseThrow(), state, fresh, flags | WRITE_NEW, 0666);
        var isDone = out >= 0 && call(IOCTL.orElseThrow(), state, out, CLONE, in) == 0;
        if (out >= 0) {
            call(CLOSE.orElseThrow(), ignored, out);
        }
        call(CLOSE.orElseThrow(), ignored, in);
        return isDone ? 0 : SystemFunctions.error(state);
    }

    private static String reason(int error, Path file) throws IOException {
        return switch (error) {
            case NO_SPACE -> throw new FileSystemException(file.toString(), null, "No space left on device");
            case ANOTHER_DEVICE -> "it lies on another device";
            default -> "the file system cannot share blocks, error " + error;
        };
    }

    private static int call(MethodHandle function, Object... arguments) {
        try {
            return (int) function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw SystemFunctions.failed(e);
        }
    }
}
