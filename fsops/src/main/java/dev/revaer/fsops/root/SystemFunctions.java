package dev.revaer.fsops.root;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Functions of Linux that Java has no call for. Each takes memory for what went wrong before its own arguments.
public final class SystemFunctions {
    private static final Logger log = LoggerFactory.getLogger(SystemFunctions.class);
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private SystemFunctions() {}

    /// Looks one up; empty on another system, where there is none of this name, or where none may be called.
    @SuppressWarnings("restricted") // nothing is called but what is named here
    public static Optional<MethodHandle> find(
            String name,
            FunctionDescriptor descriptor,
            Linker.Option... options) {
        if (!ManagementFactory.getOperatingSystemMXBean().getName().equals("Linux")) {
            return Optional.empty();
        }
        try {
            var linker = Linker.nativeLinker();
            var all = new Linker.Option[options.length + 1];
            System.arraycopy(options, 0, all, 0, options.length);
            all[options.length] = Linker.Option.captureCallState("errno");
            return linker.defaultLookup()
                    .find(name)
                    .map(address -> linker.downcallHandle(address, descriptor, all));
        } catch (IllegalCallerException | UnsupportedOperationException e) {
            log.atInfo()
                    .addKeyValue("function", name)
                    .addKeyValue("reason", e.getMessage())
                    .log("A function of the system cannot be called");
            return Optional.empty();
        }
    }

    /// Memory for what goes wrong in a call.
    public static MemorySegment state(Arena arena) {
        return arena.allocate(STATE);
    }

    /// The number of what went wrong in the last call with this memory.
    public static int error(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    /// A path as these functions take it.
    public static MemorySegment name(Arena arena, Path file) {
        return arena.allocateFrom(file.toString(), StandardCharsets.UTF_8);
    }

    /// What a call threw, which no function does.
    public static RuntimeException failed(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException bug
                ? bug
                : new IllegalStateException("a function of the system threw", e);
    }
}
