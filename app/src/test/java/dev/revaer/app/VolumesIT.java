package dev.revaer.app;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
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

/// The service in a process of its own, with a second, small volume below its download directory.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(240)
class VolumesIT {
    private static final int SMALL = 1300;
    private static final int MIB = 1 << 20;

    @TempDir
    private Path temp;
    private Path directory;
    private Path downloads;
    private Path small;
    private MountNamespace mounts;
    private ServiceProcess service;
    private MetainfoReader reader;

    @BeforeEach
    void start() throws Exception {
        directory = temp.toRealPath();
        mounts = MountNamespace.open();
        service = new ServiceProcess(directory, mounts.prefix());
        downloads = directory.resolve("data/downloads");
        small = downloads.resolve("small");
        mounts.mountSmall(small, SMALL);
        reader = new LibtorrentMetainfo(directory.resolve("native"));
    }

    @AfterEach
    void stop() throws Exception {
        if (service != null) {
            service.endAll();
        }
        if (mounts != null) {
            mounts.close();
        }
    }

    @Test
    void movesToAnotherVolumeAndGoesOnAfterAKill() throws Exception {
        var content = downloads.resolve("Show");
        for (int i = 0; i < 8; i++) {
            write(content.resolve(i + ".bin"), 25 * MIB);
        }
        var metainfo = reader.create(content);
        var hash = hash(metainfo);
        var process = service.startAndAwaitReady();
        assertThat(add(metainfo, downloads, true).statusCode()).isEqualTo(201);
        Patience.until(
                "the library",
                () -> torrent(hash).path("fsops").path("state").asString("").equals("completed"));

        var answer = post("/v1/torrents/" + hash + "/move", "{\"downloadDir\":\"" + small + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(torrent(hash).path("state").asString()).isEqualTo("moving");
        Patience.until("the first file", () -> move(hash).path("bytesDone").asLong() > 27L * MIB);
        process.destroyForcibly();
        process.onExit().join();
        var first = mounts.inside(small).resolve("Show/0.bin");
        var copied = Files.getAttribute(first, "unix:ino");
        assertThat(content.resolve("0.bin")).exists();
        service.startAndAwaitReady();

        Patience.until("the move done", () -> get("/v1/torrents/" + hash + "/move").statusCode() == 404);
        var moved = torrent(hash);
        assertThat(moved.path("downloadDir").asString()).isEqualTo(small.toString());
        assertThat(moved.path("contentPath").asString()).isEqualTo(small.resolve("Show").toString());
        Patience.until("seeding", () -> torrent(hash).path("state").asString().equals("seeding"));
        assertThat(Files.getAttribute(first, "unix:ino")).as("not copied again").isEqualTo(copied);
        assertThat(content).doesNotExist();
        var rehashed = reader.create(mounts.inside(small).resolve("Show"));
        assertThat(reader.read(rehashed).infoHashes().first()).isEqualTo(hash);
        try (var files = Files.list(mounts.inside(small).resolve("Show"))) {
            assertThat(files).hasSize(8);
        }
    }

    @Test
    void renamesInsideAVolumeAtOnce() throws Exception {
        write(downloads.resolve("Show/a.bin"), MIB);
        var metainfo = reader.create(downloads.resolve("Show"));
        var hash = hash(metainfo);
        service.startAndAwaitReady();
        add(metainfo, downloads, false);
        Patience.until(
                "the library",
                () -> torrent(hash).path("fsops").path("state").asString("").equals("completed"));
        var target = downloads.resolve("films");

        var answer = post("/v1/torrents/" + hash + "/move", "{\"downloadDir\":\"" + target + "\"}");

        assertThat(json(answer).path("state").asString()).isEqualTo("completed");
        assertThat(torrent(hash).path("downloadDir").asString()).isEqualTo(target.toString());
        assertThat(target.resolve("Show/a.bin")).hasSize(MIB);
        assertThat(downloads.resolve("Show")).doesNotExist();
        var again = post("/v1/torrents/" + hash + "/move", "{\"downloadDir\":\"" + target + "\"}");
        assertThat(json(again).path("state").asString()).isEqualTo("completed");
    }

    @Test
    void holdsDownloadsWhereSpaceRunsShortAndLetsThemGoOn() throws Exception {
        write(directory.resolve("origin/Film.bin"), 60 * MIB);
        service.startAndAwaitReady();
        try (var seed = SeedingPeer
                .of(directory.resolve("origin/Film.bin"), directory.resolve("native"), 2 * MIB)) {
            var hash = seed.infoHash();
            var magnet = "{\"magnet\":\"" + seed.magnet() + "\",\"downloadDir\":\"" + small + "\"}";
            assertThat(post("/v1/torrents", magnet).statusCode()).isEqualTo(201);
            Patience.until("downloading", () -> torrent(hash).path("state").asString().equals("downloading"));

            assertThat(mounts.run("fallocate", "-l", "250M", small.resolve("filler").toString())).isZero();

            Patience.until("held", () -> torrent(hash).path("state").asString().equals("paused"));
            assertThat(torrent(hash).path("reason").asString()).contains("not enough space", "free");
            Patience.until("health", () -> disk().path("status").asString().equals("degraded"));
            assertThat(mounts.run("rm", small.resolve("filler").toString())).isZero();
            Patience.until("going on", () -> torrent(hash).path("state").asString().equals("downloading"));
            Patience.until("health", () -> disk().path("status").asString().equals("up"));
        }
    }

    @Test
    void saysThatATorrentDoesNotFit() throws Exception {
        var large = Files.createDirectories(directory.resolve("origin")).resolve("Large.bin");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(300L * MIB); // takes no room itself
        }
        var metainfo = reader.create(large);
        service.startAndAwaitReady();

        var answer = add(metainfo, small, false);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).path("type").asString()).endsWith("/not-enough-space");
        assertThat(json(answer).path("detail").asString()).contains(String.valueOf(300 * MIB));
        assertThat(get("/v1/torrents/" + hash(metainfo)).statusCode()).isEqualTo(404);
    }

    @Test
    void leavesAVolumeAloneThatIsNotThereAndGoesOnWhenItIsBack() throws Exception {
        var away = Files.createDirectories(directory.resolve("away"));
        write(mounts.inside(small).resolve("Show/a.bin"), 3 * MIB);
        var metainfo = reader.create(mounts.inside(small).resolve("Show"));
        var hash = hash(metainfo);
        var process = service.startAndAwaitReady();
        add(metainfo, small, false);
        Patience.until(
                "the library",
                () -> torrent(hash).path("fsops").path("state").asString("").equals("completed"));

        assertThat(mounts.run("mount", "--move", small.toString(), away.toString())).isZero();
        Patience.until("held", () -> torrent(hash).path("state").asString().equals("paused"));
        process.destroy();
        process.onExit().join();
        service.startAndAwaitReady();

        var held = torrent(hash);
        assertThat(held.path("state").asString()).isEqualTo("paused");
        assertThat(held.path("reason").asString()).contains("volume is not there");
        assertThat(held.path("progress").asDouble()).isEqualTo(1.0);
        assertThat(disk().path("status").asString()).isEqualTo("degraded");
        var refused = add(reader.create(write(directory.resolve("origin/other.bin"), 1000)), small, false);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("type").asString()).endsWith("/volume-away");
        assertThat(post("/v1/torrents/" + hash + "/action", "{\"action\":\"recheck\"}").statusCode())
                .isEqualTo(409);
        try (var files = Files.list(mounts.inside(small))) {
            assertThat(files).isEmpty();
        }
        assertThat(mounts.run("mount", "--move", away.toString(), small.toString())).isZero();
        Patience.until("seeding", () -> torrent(hash).path("state").asString().equals("seeding"));
        Patience.until("health", () -> disk().path("status").asString().equals("up"));
    }

    private HttpResponse<String> add(byte[] metainfo, Path downloadDir, boolean seedMode) throws Exception {
        var body = JsonMapper.shared()
                .createObjectNode()
                .put("metainfo", Base64.getEncoder().encodeToString(metainfo))
                .put("downloadDir", downloadDir.toString())
                .put("seedMode", seedMode);
        return post("/v1/torrents", body.toString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return service.send(service.authorized(path).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return service.get(path);
    }

    private JsonNode torrent(InfoHash hash) throws Exception {
        return json(get("/v1/torrents/" + hash));
    }

    private JsonNode move(InfoHash hash) throws Exception {
        return json(get("/v1/torrents/" + hash + "/move"));
    }

    private JsonNode disk() throws Exception {
        return json(get("/health")).path("components").path("disk");
    }

    private static JsonNode json(HttpResponse<String> response) {
        return ServiceProcess.json(response);
    }

    private InfoHash hash(byte[] metainfo) {
        return reader.read(metainfo).infoHashes().first();
    }

    private static Path write(Path file, int size) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        var bytes = new byte[size];
        new Random(file.toString().hashCode()).nextBytes(bytes);
        return Files.write(file, bytes);
    }
}
