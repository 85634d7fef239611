package dev.revaer.bench.service;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.revaer.app.Revaer;
import org.jspecify.annotations.Nullable;

/// The real program in a process of its own, started the way the launcher does, with its own database, deaf to the
/// world.
public final class ServiceProcess implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(5);

    private final Path directory;
    private final int port;
    private final ServiceClient client;
    private @Nullable Process process;

    /// Starts nothing yet.
    ///
    /// @param directory holds all the service keeps, and outlives each run
    public ServiceProcess(Path directory) throws IOException {
        this.directory = directory;
        this.port = freePort();
        this.client = new ServiceClient("http://127.0.0.1:" + port, cliFile(directory));
    }

    public static Path cliFile(Path directory) {
        return directory.resolve("config/revaer/cli.toml");
    }

    /// A port of 127.0.0.1 that was free a moment ago.
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public Path downloadDir() throws IOException {
        return Files.createDirectories(directory.resolve("data/downloads"));
    }

    public ServiceClient client() {
        return client;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public ProcessHandle handle() {
        return running().toHandle();
    }

    /// Returns when requests are answered.
    ///
    /// @return how long that took
    public Duration start() throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var started = serve().start();
        process = started;
        while (!client.isReady()) {
            if (!started.isAlive()) {
                throw new IOException(
                        "the service ended with code " + started.exitValue() + ": "
                                + Files.readString(log()));
            }
            if (System.nanoTime() - begin > READY_LIMIT.toNanos()) {
                throw new IOException("the service is not ready after " + READY_LIMIT);
            }
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
        var took = Duration.ofNanos(System.nanoTime() - begin);
        client.liftRate();
        return took;
    }

    /// Asks the service to end and waits for it.
    ///
    /// @return how long that took
    public Duration stop() throws IOException, InterruptedException {
        var begin = System.nanoTime();
        running().destroy();
        if (!running().waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("the service does not stop within " + STOP_LIMIT);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /// Ends what runs, by force if need be. An interrupt does not cut this short.
    @Override
    public void close() {
        client.close();
        var last = process;
        if (last == null) {
            return;
        }
        var all = last.descendants().toList();
        last.destroy();
        try {
            last.onExit().orTimeout(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            last.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    /// Has the JVM learn from a run what a start needs, as the launcher does once Revaer is built.
    public void rehearse() throws IOException, InterruptedException {
        var rehearsal = builder(List.of("-XX:AOTCacheOutput=" + cache()), List.of("rehearse")).start();
        if (!rehearsal.waitFor(READY_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            rehearsal.destroyForcibly();
            throw new IOException("the rehearsal does not end within " + READY_LIMIT);
        }
        if (rehearsal.exitValue() != 0) {
            throw new IOException("the rehearsal failed: " + Files.readString(log()));
        }
    }

    /// The libraries of this program, Revaer among them. An AOT cache takes no directories, as those are that our own classes
    /// lie in while they are tested, which no service needs.
    private static String archives() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Files.isDirectory(Path.of(entry)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private ProcessBuilder serve() {
        return builder(
                List.of(
                        "-XX:AOTCache=" + cache(),
                        "-Dmanagement.metrics.distribution.percentiles.http.server.requests=0.5,0.99",
                        "-Dmanagement.metrics.distribution.slo.http.server.requests="),
                List.of(
                        "up",
                        "--loopback-only",
                        "--data-dir",
                        directory.resolve("data").toString(),
                        "--listen",
                        "127.0.0.1:" + port));
    }

    private ProcessBuilder builder(List<String> options, List<String> arguments) {
        var java = Path.of(System.getProperty("java.home"));
        var command = new ArrayList<String>();
        command.add(java.resolve("bin/java").toString());
        command.addAll(options);
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        archives(),
                        Revaer.class.getName()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("REVAER_") || name.equals("DATABASE_URL"));
        environment.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
        environment.put("LD_PRELOAD", java.resolve("lib/libjsig.so").toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    }

    private Path cache() {
        return directory.resolve("service.aot");
    }

    private Path log() {
        return directory.resolve("service.log");
    }
}
