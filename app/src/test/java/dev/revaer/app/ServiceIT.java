package dev.revaer.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// The program as users start it: a process of its own, with a PostgreSQL of its own.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class ServiceIT {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int MEBIBYTE = 1 << 20;
    private static final int STOPPED_BY_SIGTERM = 143;
    private static final int USAGE = 2;
    private static final int BAD_CONFIGURATION = 78;

    @TempDir
    private Path temp;
    private Path directory;
    private Path dataDir;
    private String listen;
    private ServiceProcess service;

    @BeforeEach
    void choosePlaces() throws IOException {
        directory = temp.toRealPath();
        service = new ServiceProcess(directory);
        dataDir = service.dataDir();
        listen = service.listen();
    }

    @AfterEach
    void endAll() throws Exception {
        service.endAll();
    }

    @Test
    void servesAndStopsAndComesBackAfterSigtermAndAfterSigkill() throws Exception {
        var first = service.startAndAwaitReady();

        assertThat(service.get("/health").statusCode()).isEqualTo(200);
        assertThat(ServiceProcess.json(service.get("/health")).path("status").asString()).isEqualTo("up");
        assertThat(service.get("/metrics").body())
                .contains("revaer_torrents{", "revaer_events_delivered_total");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(service.cliFile())))
                .isEqualTo("rw-------");
        assertThat(service.send(HttpRequest.newBuilder(service.uri("/v1/torrents"))).statusCode())
                .isEqualTo(401);
        assertThat(service.leftBehind()).isNotEmpty();

        var infoHash = addTorrent();
        var firstEvent = firstEventOf(infoHash, 0);
        assertThat(firstEvent.path("type").asString()).isEqualTo("torrent_added");

        assertThat(endsOnASecondStart()).contains("another Revaer runs with the data directory " + dataDir);
        assertThat(service.get("/health").statusCode()).isEqualTo(200);

        first.destroy();
        assertThat(first.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        assertThat(first.exitValue()).isIn(0, STOPPED_BY_SIGTERM);
        assertThat(service.leftBehind()).isEmpty();
        assertThat(dataDir.resolve("postgresql/cluster/postmaster.pid")).doesNotExist();

        var second = service.startAndAwaitReady();
        assertThat(torrents()).containsExactly("note.txt");
        var secondEvent = action(infoHash, "pause");
        assertThat(secondEvent).isGreaterThan(firstEvent.path("id").asLong());
        second.destroyForcibly().waitFor();
        assertThat(service.leftBehind()).isNotEmpty();

        service.startAndAwaitReady();
        assertThat(torrents()).containsExactly("note.txt");
        assertThat(ServiceProcess.json(service.get("/v1/torrents/" + infoHash)).path("state").asString())
                .isEqualTo("paused");
        assertThat(action(infoHash, "resume")).isGreaterThan(secondEvent);
        assertThat(firstEventOf(infoHash, 0)).isEqualTo(firstEvent);
    }

    @Test
    void goesOnWithAHalfFinishedDownloadAfterSigkill() throws Exception {
        var content = directory.resolve("seed/big.bin");
        Files.createDirectories(directory.resolve("seed"));
        var bytes = new byte[24 * MEBIBYTE];
        new Random(3).nextBytes(bytes);
        Files.write(content, bytes);
        try (var seed = SeedingPeer.of(content, directory.resolve("native"), 4 * MEBIBYTE)) {
            var first = service.startAndAwaitReady();
            var infoHash = add("{\"magnet\": \"" + seed.magnet() + "\"}");
            var before = idOfProgress(infoHash, 0, 0.4);

            first.destroyForcibly().waitFor();
            service.startAndAwaitReady();

            assertThat(idOfProgress(infoHash, before, 1)).isGreaterThan(before);
            assertThat(Files.mismatch(content, dataDir.resolve("downloads/big.bin"))).isEqualTo(-1);
            assertThat(seed.uploadedBytes()).isLessThan(bytes.length * 5L / 4);
        }
    }

    @Test
    void endsWithOneClearSentenceWhenItCannotStart() throws Exception {
        var file = Files.writeString(directory.resolve("file"), "");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = "127.0.0.1:" + taken.getLocalPort();

            var portTaken = service.start(Map.of(), "up", "--data-dir", dataDir.toString(), "--listen", port);
            var badDirectory = service
                    .start(Map.of(), "up", "--data-dir", file + "/data", "--listen", listen);
            var badListen = service
                    .start(Map.of("REVAER_LISTEN", "7070"), "up", "--data-dir", dataDir.toString());
            var badDatabase = service.start(
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
        assertThat(process.waitFor(ServiceProcess.READY_LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
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
        var second = service.start(
                Map.of(),
                "up",
                "--loopback-only",
                "--data-dir",
                dataDir.toString(),
                "--listen",
                other);
        assertThat(second.waitFor(ServiceProcess.READY_LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(BAD_CONFIGURATION);
        return second.errorReader(StandardCharsets.UTF_8)
                .lines()
                .filter(ServiceIT::isOurs)
                .findFirst()
                .orElse("");
    }

    private String addTorrent() throws Exception {
        var file = Files.writeString(directory.resolve("note.txt"), "hello");
        var metainfo = new LibtorrentMetainfo(directory.resolve("native")).create(file);
        return add("{\"metainfo\": \"" + Base64.getEncoder().encodeToString(metainfo) + "\"}");
    }

    /// @return the id of the first `progress` that is at least so far
    private long idOfProgress(String infoHash, long after, double progress) throws Exception {
        try (var stream = service.stream("?lastEventId=" + after + "&type=progress&torrent=" + infoHash)) {
            return stream.filter(line -> line.startsWith("data: "))
                    .map(line -> JsonMapper.shared().readTree(line.substring(6)))
                    .filter(event -> event.path("data").path("progress").asDouble() >= progress)
                    .filter(event -> !event.path("data").path("state").asString().equals("checking"))
                    .findFirst()
                    .orElseThrow()
                    .path("id")
                    .asLong();
        }
    }

    private String add(String body) throws Exception {
        var answer = service
                .send(service.authorized("/v1/torrents").POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return ServiceProcess.json(answer).path("infoHash").asString();
    }

    /// @return the id of the change of state that it leads to
    private long action(String infoHash, String action) throws Exception {
        try (var stream = service.stream("?lastEventId=0&type=state_changed&torrent=" + infoHash)) {
            var lines = stream.iterator();
            var body = "{\"action\": \"" + action + "\"}";
            var answer = service.send(
                    service.authorized("/v1/torrents/" + infoHash + "/action")
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
        try (var stream = service.stream("?lastEventId=" + after + "&torrent=" + infoHash)) {
            var line = stream.filter(text -> text.startsWith("data: ")).findFirst().orElseThrow();
            return JsonMapper.shared().readTree(line.substring(6));
        }
    }

    private List<String> torrents() throws Exception {
        return ServiceProcess.json(service.get("/v1/torrents"))
                .path("items")
                .valueStream()
                .map(torrent -> torrent.path("name").asString())
                .toList();
    }
}
