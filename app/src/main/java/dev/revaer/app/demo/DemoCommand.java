package dev.revaer.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `revaer demo`: the main job on real data and without a network, every stage checked.
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Show the main job on real data, without a network: another BitTorrent session seeds a release it "
        + "makes, Revaer downloads it by magnet, unpacks it into a library, and everything is stopped again.")
public final class DemoCommand implements Callable<Integer> {
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration CLEAN_LIMIT = Duration.ofSeconds(30);
    private static final int INTERRUPTED = 130;
    private static final int PORT_TRIES = 100;
    private static final int LOWEST_PORT = 15_000;
    private static final int HIGHEST_PORT = 32_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--cli", required = true, hidden = true, description = "the command line's archive")
    private Path cli;

    @Option(names = "--size-mib", defaultValue = "256", description = "Payload inside the archive. Default: 256")
    private int sizeMebibytes;

    @Option(names = "--rate-mib", defaultValue = "32", description = "What the seed sends per second at most, so that there is something to watch. Default: 32")
    private int rateMebibytes;

    @Option(names = "--keep", paramLabel = "DIR", description = "Work in DIR, new or empty, and leave everything there.")
    private @Nullable Path keep;

    private String stage = "prepare";

    @Override
    public Integer call() {
        var cleaned = new CountDownLatch(1);
        var here = Thread.currentThread();
        // Ctrl-C and SIGTERM: the stages' own ways out are the ones that leave nothing behind
        var whenTold = new Thread(() -> {
            here.interrupt();
            awaitQuietly(cleaned);
        }, "demo-stop");
        Runtime.getRuntime().addShutdownHook(whenTold);
        try {
            return show();
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } finally {
            cleaned.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch cleaned) {
        try {
            if (!cleaned.await(CLEAN_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("revaer: the demo could not clean up in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int show() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            var directory = workDirectory();
            try {
                run(directory, out);
            } finally {
                if (keep == null) {
                    delete(directory);
                }
            }
            out.println("\nThe demo is done: every stage succeeded and nothing is left running.");
            out.println("Go on with:  ./revaer up");
            return 0;
        } catch (DemoException | IOException e) {
            var err = spec.commandLine().getErr();
            err.println("revaer: the demo failed at stage '" + stage + "': " + e.getMessage());
            err.flush();
            return 1;
        } finally {
            out.flush();
        }
    }

    private void run(Path directory, PrintWriter out)
            throws DemoException, IOException, InterruptedException {
        say(
                out,
                "seed",
                "another BitTorrent session makes a release of " + sizeMebibytes + " MiB and seeds it");
        try (var seed = DemoProcess.start(
                "seed",
                directory.resolve("seed.log"),
                Map.of(),
                List.of(
                        "seed",
                        "--dir",
                        directory.resolve("seed").toString(),
                        "--size-mib",
                        String.valueOf(sizeMebibytes),
                        "--rate-mib",
                        String.valueOf(rateMebibytes)))) {
            var told = seed.readUntil(line -> line.startsWith("magnet "), READY_LIMIT);
            var magnet = told.getLast().substring("magnet ".length());
            out.println(tree(directory.resolve("seed/content")));
            serve(directory, magnet, expected(told), out);
            say(out, "stop", "the seed and the service end; nothing is left running");
            seed.stop();
        }
    }

    private void serve(Path directory, String magnet, Map<String, String> expected, PrintWriter out)
            throws DemoException, IOException, InterruptedException {
        var url = "127.0.0.1:" + freePort();
        var environment = Map.of("XDG_CONFIG_HOME", directory.resolve("config").toString());
        say(out, "service", "Revaer starts with a PostgreSQL of its own on http://" + url);
        var library = directory.resolve("library");
        try (var service = DemoProcess.start(
                "service",
                directory.resolve("service.log"),
                environment,
                List.of(
                        "up",
                        "--loopback-only",
                        "--data-dir",
                        directory.resolve("data").toString(),
                        "--library-dir",
                        library.toString(),
                        "--listen",
                        url))) {
            service.readUntil(line -> line.startsWith("Ctrl-C"), READY_LIMIT);
            var commands = new DemoShell(cli, environment, out);
            say(out, "download", "the magnet goes in; metadata and pieces come from the other session");
            commands.run("add", magnet, "--follow");
            say(out, "stages", "how it came into the library: each stage, in bytes and percent");
            commands.run(
                    "tail",
                    "--since",
                    "0",
                    "--type",
                    "fsops_started",
                    "--type",
                    "fsops_progress",
                    "--type",
                    "fsops_completed",
                    "--until",
                    "fsops_completed");
            say(out, "library", "what came out");
            out.println(tree(library));
            say(out, "events", "all that happened, replayed from the journal");
            commands.run("tail", "--since", "0", "--until", "fsops_completed");
            say(out, "verify", "the extracted bytes are those that were seeded");
            verify(library, expected, out);
            stage = "stop";
            var code = service.stop();
            if (code != 143 && code != 0) {
                throw new DemoException("the service ended with code " + code);
            }
            if (Files.exists(directory.resolve("data/postgresql/cluster/postmaster.pid"))) {
                throw new DemoException("the database was not stopped");
            }
        }
    }

    private static void verify(Path library, Map<String, String> expected, PrintWriter out)
            throws IOException, DemoException {
        for (var file : expected.entrySet()) {
            var name = Path.of(file.getKey()).getFileName();
            Path found;
            try (var walk = Files.walk(library)) {
                found = walk.filter(path -> path.endsWith(name)).findFirst().orElse(null);
            }
            if (found == null) {
                throw new DemoException(file.getKey() + " is not in the library");
            }
            if (!DemoPayload.sha256(found).equals(file.getValue())) {
                throw new DemoException(file.getKey() + " has another SHA-256 than what was seeded");
            }
            out.println("  SHA-256 " + file.getValue() + "  " + library.relativize(found));
        }
    }

    private void say(PrintWriter out, String next, String what) {
        stage = next;
        out.println("\n── " + next + ": " + what);
        out.flush();
    }

    private static Map<String, String> expected(List<String> told) {
        var files = new LinkedHashMap<String, String>();
        for (var line : told) {
            var parts = line.split(" ", 3);
            if (parts[0].equals("file") && parts.length == 3) {
                files.put(parts[2], parts[1]);
            }
        }
        return files;
    }

    /// Below the ports that the system gives out by itself: neither a session nor PostgreSQL can be given it meanwhile.
    private static int freePort() throws IOException {
        var random = new SplittableRandom();
        for (int tries = 0; tries < PORT_TRIES; tries++) {
            var port = random.nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (BindException _) {
                // somebody has it
            }
        }
        throw new IOException("no free port of 127.0.0.1 found");
    }

    private static String tree(Path root) throws IOException {
        var lines = new ArrayList<String>();
        try (var walk = Files.walk(root)) {
            for (var path : walk.sorted().toList()) {
                var depth = path.getNameCount() - root.getNameCount();
                var size = Files.isRegularFile(path) ? "  (" + Files.size(path) + " bytes)" : "/";
                lines.add("  " + "  ".repeat(depth) + (depth == 0 ? path : path.getFileName()) + size);
            }
        }
        return String.join("\n", lines);
    }

    private Path workDirectory() throws IOException, DemoException {
        if (keep == null) {
            return Files.createTempDirectory("revaer-demo");
        }
        Files.createDirectories(keep);
        try (var content = Files.list(keep)) {
            if (content.findAny().isPresent()) {
                throw new DemoException(keep + " is not empty");
            }
        }
        return keep.toAbsolutePath();
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                    throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
