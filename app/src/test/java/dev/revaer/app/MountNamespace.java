package dev.revaer.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.opentest4j.TestAbortedException;

/// A mount namespace of the test's own, with small file systems of which the machine sees nothing.
public final class MountNamespace implements AutoCloseable {
    private final Process holder;

    private MountNamespace(Process holder) {
        this.holder = holder;
    }

    /// Makes one, which lasts until it is closed.
    ///
    /// @throws TestAbortedException where that is not allowed
    public static MountNamespace open() throws IOException {
        var holder = new ProcessBuilder(
                "unshare",
                "-m",
                "--propagation",
                "private",
                "sh",
                "-c",
                "echo ready; read end")
                .redirectErrorStream(true)
                .start();
        var line = holder.inputReader(StandardCharsets.UTF_8).readLine();
        if (!"ready".equals(line)) {
            throw new TestAbortedException("no mount namespace here: " + line);
        }
        return new MountNamespace(holder);
    }

    /// What a command must begin with to run inside.
    public List<String> prefix() {
        return List.of("nsenter", "-t", String.valueOf(holder.pid()), "-m", "--");
    }

    /// Mounts an empty file system in memory.
    public void mountSmall(Path at, int mebibytes) throws Exception {
        Files.createDirectories(at);
        var size = String.format(Locale.ROOT, "size=%dm", mebibytes);
        if (run("mount", "-t", "tmpfs", "-o", size, "tmpfs", at.toString()) != 0) {
            throw new TestAbortedException("nothing can be mounted here");
        }
    }

    public int run(String... command) throws Exception {
        var all = new ArrayList<>(prefix());
        all.addAll(List.of(command));
        return new ProcessBuilder(all).inheritIO().start().waitFor();
    }

    /// A path as it is seen inside.
    public Path inside(Path path) {
        return Path.of("/proc", String.valueOf(holder.pid()), "root").resolve(Path.of("/").relativize(path));
    }

    @Override
    public void close() {
        holder.destroyForcibly();
        holder.onExit().join();
    }
}
