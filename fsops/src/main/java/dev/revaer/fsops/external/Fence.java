package dev.revaer.fsops.external;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What keeps a program from taking more than its share: limits of the kernel on processor time, memory and size of
/// files, by prlimit(1) or a shell's `ulimit`, and no network, by unshare(1), where that may be.
final class Fence {
    private static final Logger log = LoggerFactory.getLogger(Fence.class);
    private static final long MEMORY_BYTES = 2L << 30;
    private static final int OPEN_FILES = 256;
    private static final Duration PROBE = Duration.ofSeconds(5);
    /// Its arguments come as they are, none is read as part of this.
    private static final String ULIMIT = "ulimit -t \"$1\" && ulimit -v \"$2\" && ulimit -f \"$3\" && ulimit -c 0"
            + " && shift 3 && exec \"$@\"";
    /// The first that may be: a process namespace ends with its first process, whatever that has started.
    private static final List<List<String>> WITHOUT_NETWORK = List.of(
            List.of("-n", "-p", "-f", "--kill-child"),
            List.of("-r", "-n", "-p", "-f", "--kill-child"),
            List.of("-n"),
            List.of("-r", "-n"));

    private final ExternalTools tools;
    /// What may be does not change while a machine runs.
    private final Map<Path, List<String>> isolation = new ConcurrentHashMap<>();

    Fence(ExternalTools tools) {
        this.tools = tools;
    }

    /// The command, with what holds it before it.
    ///
    /// @param cpuSeconds processor time of all its threads
    /// @param fileBytes the largest file it may write
    /// @throws IOException where nothing is here that limits it
    List<String> around(List<String> command, long cpuSeconds, long fileBytes) throws IOException {
        var fenced = new ArrayList<String>();
        var prlimit = tools.find(List.of("prlimit"));
        if (prlimit.isPresent()) {
            fenced.addAll(
                    List.of(
                            prlimit.get().toString(),
                            "--cpu=" + cpuSeconds,
                            "--as=" + MEMORY_BYTES,
                            "--fsize=" + fileBytes,
                            "--nofile=" + OPEN_FILES,
                            "--core=0",
                            "--"));
        } else {
            var shell = tools.find(List.of("sh"))
                    .orElseThrow(
                            () -> new IOException("neither prlimit nor sh is here to limit other programs"));
            fenced.addAll(
                    List.of(
                            shell.toString(),
                            "-c",
                            ULIMIT,
                            "limits",
                            String.valueOf(cpuSeconds),
                            String.valueOf(MEMORY_BYTES >> 10),
                            String.valueOf(fileBytes / 512 + 1)));
        }
        tools.find(List.of("unshare"))
                .ifPresent(
                        unshare -> fenced.addAll(isolation.computeIfAbsent(unshare, this::isolation)));
        fenced.addAll(command);
        return fenced;
    }

    private List<String> isolation(Path unshare) {
        var nothing = tools.find(List.of("true"));
        for (var options : WITHOUT_NETWORK) {
            var command = new ArrayList<String>();
            command.add(unshare.toString());
            command.addAll(options);
            command.add("--");
            if (nothing.isPresent() && succeeds(command, nothing.get())) {
                return List.copyOf(command);
            }
        }
        log.atInfo()
                .log(
                        "Programs that unpack archives run with the network of this machine: unshare is not allowed");
        return List.of();
    }

    private static boolean succeeds(List<String> command, Path nothing) {
        var probe = new ArrayList<>(command);
        probe.add(nothing.toString());
        try {
            var process = new ProcessBuilder(probe).redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return process.waitFor(PROBE.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
