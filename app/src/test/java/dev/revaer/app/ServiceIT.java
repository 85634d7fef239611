package dev.revaer.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// The program as users start it: a process of its own, with a PostgreSQL of its own.
@Timeout(180)
class ServiceIT {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int STOPPED_BY_SIGTERM = 143;
    private static final int USAGE = 2;
    private static final int BAD_CONFIGURATION = 78;

    @TempDir
    private Path temp;
    private Path directory;
    private Path dataDir;
    private String listen;
    private final List<Process> started = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void choosePlaces() throws IOException {
        directory = temp.toRealPath();
        dataDir = directory.resolve("data");
        listen = "127.0.0.1:" + ServiceFixture.freePort();
    }

    @AfterEach
    void endAll() throws Exception {
        started.forEach(Process::destroyForcibly);
        for (var process : started) {
            process.waitFor();
        }
        leftBehind().forEach(ProcessHandle::destroyForcibly);
        Patience.until("all processes gone", () -> leftBehind().isEmpty());
        client.close();
    }

    @Test
    void servesAndStopsAndComesBackAfterSigtermAndAfterSigkill() throws Exception {
        var first = startAndAwaitReady();

        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(json(get("/health")).path("status").asString()).isEqualTo("up");
        assertThat(get("/metrics").body()).contains("revaer_torrents{", "revaer_events_delivered_total");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cliFile())))
                .isEqualTo("rw-------");
        assertThat(send(HttpRequest.newBuilder(uri("/v1/torrents"))).statusCode()).isEqualTo(401);
        assertThat(leftBehind()).isNotEmpty();

        var infoHash = addTorrent();
        var firstEvent = firstEventOf(infoHash, 0);
        assertThat(firstEvent.path("type").asString()).isEqualTo("torrent_added");

        assertThat(endsOnASecondStart()).contains("another Revaer runs with the data directory " + dataDir);
        assertThat(get("/health").statusCode()).isEqualTo(200);

        first.destroy();
        assertThat(first.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        assertThat(first.exitValue()).isIn(0, STOPPED_BY_SIGTERM);
        assertThat(leftBehind()).isEmpty();
        assertThat(dataDir.resolve("postgresql/cluster/postmaster.pid")).doesNotExist();

        var second = startAndAwaitReady();
        assertThat(torrents()).containsExactly("note.txt");
        var secondEvent = action(infoHash, "pause");
        assertThat(secondEvent).isGreaterThan(firstEvent.path("id").asLong());
        second.destroyForcibly().waitFor();
        assertThat(leftBehind()).isNotEmpty();

        startAndAwaitReady();
        assertThat(torrents()).containsExactly("note.txt");
        assertThat(json(get("/v1/torrents/" + infoHash)).path("state").asString()).isEqualTo("paused");
        assertThat(action(infoHash, "resume")).isGreaterThan(secondEvent);
        assertThat(firstEventOf(infoHash, 0)).isEqualTo(firstEvent);
    }

    @Test
    void endsWithOneClearSentenceWhenItCannotStart() throws Exception {
        var file = Files.writeString(directory.resolve("file"), "");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = "127.0.0.1:" + taken.getLocalPort();

            var portTaken = start(Map.of(), "up", "--data-dir", dataDir.toString(), "--listen", port);
            var badDirectory = start(Map.of(), "up", "--data-dir", file + "/data", "--listen", listen);
            var badListen = start(Map.of("REVAER_LISTEN", "7070"), "up", "--data-dir", dataDir.toString());
            var badDatabase = start(
                    Map.of("DATABASE_URL", "mysql://ann:secret@db/media"),
                    "up",
                    "--data-dir",
                    dataDir.toString(),
                    "--listen",
                    listen);

            assertEnded(portTaken, BAD_CONFIGURATION, "revaer: cannot listen on " + port);
            assertEnded(badDirectory, BAD_CONFIGURATION, "revaer: the data directory " + file + "/data");
            assertEnded(badListen, USAGE, "--listen: '7070' is not host:port");
            assertEnded(badDatabase, BAD_CONFIGURATION, "revaer: not a PostgreSQL address");
        }
    }

    private static void assertEnded(Process process, int code, String sentence) throws Exception {
        assertThat(process.waitFor(READY_LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        var told = process.errorReader(StandardCharsets.UTF_8).lines().filter(ServiceIT::isOurs).toList();

        assertThat(process.exitValue()).as(told.toString()).isEqualTo(code);
        assertThat(told.getFirst()).startsWith(sentence);
        assertThat(told).noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
    }

    /// The JVM itself says what it picked up from the environment.
    private static boolean isOurs(String line) {
        return !line.startsWith("Picked up ");
    }

    private String endsOnASecondStart() throws Exception {
        var other = "127.0.0.1:" + ServiceFixture.freePort();
        var second = start(
                Map.of(),
                "up",
                "--loopback-only",
                "--data-dir",
                dataDir.toString(),
                "--listen",
                other);
        assertThat(second.waitFor(READY_LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(BAD_CONFIGURATION);
        return second.errorReader(StandardCharsets.UTF_8)
                .lines()
                .filter(ServiceIT::isOurs)
                .findFirst()
                .orElse("");
    }

    private Process startAndAwaitReady() throws Exception {
        var process = start(
                Map.of(),
                "up",
                "--loopback-only",
                "--data-dir",
                dataDir.toString(),
                "--listen",
                listen);
        var output = process.inputReader(StandardCharsets.UTF_8);
        var isReady = CompletableFuture.supplyAsync(() -> saysThatItListens(output))
                .get(READY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(isReady).as("ready; the log is in service.log").isTrue();
        return process;
    }

    private static boolean saysThatItListens(BufferedReader output) {
        return output.lines().anyMatch(line -> line.startsWith("Ctrl-C stops it"));
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        var command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.revaer.app.Revaer"));
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
    private List<ProcessHandle> leftBehind() {
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

    private String addTorrent() throws Exception {
        var file = Files.writeString(directory.resolve("note.txt"), "hello");
        var metainfo = new LibtorrentMetainfo(directory.resolve("native")).create(file);
        var body = "{\"metainfo\": \"" + Base64.getEncoder().encodeToString(metainfo) + "\"}";
        var answer = send(authorized("/v1/torrents").POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).path("infoHash").asString();
    }

    /// @return the id of the change of state that it leads to
    private long action(String infoHash, String action) throws Exception {
        try (var stream = stream("?lastEventId=0&type=state_changed&torrent=" + infoHash)) {
            var lines = stream.iterator();
            var body = "{\"action\": \"" + action + "\"}";
            var answer = send(
                    authorized("/v1/torrents/" + infoHash + "/action")
                            .POST(HttpRequest.BodyPublishers.ofString(body)));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            while (lines.hasNext()) {
                var line = lines.next();
                if (line.startsWith("data: ")) {
                    var event = JsonMapper.shared().readTree(line.substring(6));
                    var side = action.equals("pause") ? "to" : "from";
                    if (event.path("data").path(side).asString().equals("paused")) {
                        return event.path("id").asLong();
                    }
                }
            }
        }
        throw new AssertionError("the stream ended");
    }

    private JsonNode firstEventOf(String infoHash, long after) throws Exception {
        try (var stream = stream("?lastEventId=" + after + "&torrent=" + infoHash)) {
            var line = stream.filter(text -> text.startsWith("data: ")).findFirst().orElseThrow();
            return JsonMapper.shared().readTree(line.substring(6));
        }
    }

    private Stream<String> stream(String query) throws Exception {
        var request = authorized("/v1/events" + query).build();
        return client.send(request, HttpResponse.BodyHandlers.ofLines()).body();
    }

    private List<String> torrents() throws Exception {
        return json(get("/v1/torrents")).path("items")
                .valueStream()
                .map(torrent -> torrent.path("name").asString())
                .toList();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(authorized(path));
    }

    private HttpRequest.Builder authorized(String path) throws IOException {
        var key = Files.readString(cliFile()).replaceAll("(?s).*apiKey = \"([^\"]+)\".*", "$1");
        return HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://" + listen + path);
    }

    private Path cliFile() {
        return directory.resolve("config/revaer/cli.toml");
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
