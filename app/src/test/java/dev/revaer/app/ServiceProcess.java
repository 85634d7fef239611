package dev.revaer.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.revaer.app.database.PostgresPrograms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// The service in a process of its own, and a client of it.
final class ServiceProcess {
    static final Duration READY_LIMIT = Duration.ofMinutes(2);

    private final List<String> prefix;
    private final List<String> program;
    private final Path directory;
    private final Path dataDir;
    private final String listen;
    private final List<Process> started = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    /// Chooses a free port; starts nothing yet.
    ///
    /// @param directory real path; holds data and configuration, and outlives each run
    ServiceProcess(Path directory) throws IOException {
        this(directory, List.of());
    }

    /// The same, begun by another command: one that leads into a namespace.
    ServiceProcess(Path directory, List<String> prefix) throws IOException {
        this(directory, prefix, ClassArchive.command());
    }

    /// @param program what starts it, but for its arguments
    ServiceProcess(Path directory, List<String> prefix, List<String> program) throws IOException {
        this.prefix = List.copyOf(prefix);
        this.program = List.copyOf(program);
        this.directory = directory;
        this.dataDir = directory.resolve("data");
        this.listen = "127.0.0.1:" + ServiceFixture.freePort();
    }

    Path dataDir() {
        return dataDir;
    }

    String listen() {
        return listen;
    }

    /// Kills what was started, and PostgreSQL after it.
    void endAll() throws Exception {
        started.forEach(Process::destroyForcibly);
        started.forEach(process -> process.onExit().join());
        leftBehind().forEach(ProcessHandle::destroyForcibly);
        Patience.until("all processes gone", () -> leftBehind().isEmpty());
        client.close();
    }

    Process startAndAwaitReady() throws Exception {
        return startAndAwaitReady(Map.of());
    }

    Process startAndAwaitReady(Map<String, String> environment) throws Exception {
        return awaitReady(startUp(environment));
    }

    /// Starts one that may leave this machine; to be begun by what leads where there is no way out.
    Process startOpenAndAwaitReady(Map<String, String> environment) throws Exception {
        return awaitReady(start(environment, "up", "--data-dir", dataDir.toString(), "--listen", listen));
    }

    private static Process awaitReady(Process process) throws Exception {
        var output = process.inputReader(StandardCharsets.UTF_8);
        var isReady = CompletableFuture
                .supplyAsync(() -> saysThatItListens(output), Thread::startVirtualThread)
                .get(READY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(isReady).as("ready; the log is in service.log").isTrue();
        return process;
    }

    Process startUp(Map<String, String> environment) throws IOException {
        var postgres = dataDir.resolve("postgresql");
        if (!environment.containsKey("DATABASE_URL") && !Files.exists(postgres)) {
            PostgresPrograms.linkInto(postgres);
        }
        return start(
                environment,
                "up",
                "--loopback-only",
                "--data-dir",
                dataDir.toString(),
                "--listen",
                listen);
    }

    private static boolean saysThatItListens(BufferedReader output) {
        return output.lines().anyMatch(line -> line.startsWith("Ctrl-C stops it"));
    }

    Process start(Map<String, String> environment, String... arguments) throws IOException {
        var command = new ArrayList<>(prefix);
        command.addAll(program);
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("REVAER_") || name.equals("DATABASE_URL"));
        builder.environment().put("XDG_CONFIG_HOME", directory.resolve("config").toString());
        builder.environment().putAll(environment);
        var process = builder.start();
        started.add(process);
        return process;
    }

    /// PostgreSQL processes that work below the data directory.
    List<ProcessHandle> leftBehind() {
        return ProcessHandle.allProcesses().filter(process -> {
            try {
                var proc = Path.of("/proc", String.valueOf(process.pid()));
                return Files.readSymbolicLink(proc.resolve("exe"))
                        .getFileName()
                        .toString()
                        .startsWith("postgres")
                        && Files.readSymbolicLink(proc.resolve("cwd")).startsWith(dataDir);
            } catch (IOException e) {
                return false;
            }
        }).toList();
    }

    Stream<String> stream(String query) throws Exception {
        var request = authorized("/v1/events" + query).build();
        return client.send(request, HttpResponse.BodyHandlers.ofLines()).body();
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(authorized(path));
    }

    HttpRequest.Builder authorized(String path) throws IOException {
        var key = Files.readString(cliFile()).replaceAll("(?s).*apiKey = \"([^\"]+)\".*", "$1");
        return HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    URI uri(String path) {
        return URI.create("http://" + listen + path);
    }

    Path cliFile() {
        return directory.resolve("config/revaer/cli.toml");
    }

    static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
