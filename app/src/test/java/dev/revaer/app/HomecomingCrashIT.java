package dev.revaer.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Random;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// The real program, killed with -9 while torrents are on their way from the incomplete directory to where they belong:
/// one in the same volume, one on another.
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class HomecomingCrashIT {
    private static final Logger LOG = LoggerFactory.getLogger(HomecomingCrashIT.class);
    private static final int MIB = 1 << 20;
    private static final int OTHER_VOLUME = 300;
    private static final int FILES = 4;

    @TempDir
    private Path temp;
    private Path directory;
    private Path downloads;
    private Path incomplete;
    private Path near;
    private Path far;
    private MountNamespace mounts;
    private ServiceProcess service;
    private ServiceClient client = ServiceClient.withKey("", "");

    @BeforeEach
    void mount() throws Exception {
        directory = temp.toRealPath();
        downloads = directory.resolve("data/downloads");
        incomplete = downloads.resolve("incomplete");
        near = downloads.resolve("near");
        far = downloads.resolve("other/far");
        mounts = MountNamespace.open();
        service = new ServiceProcess(directory, mounts.prefix());
        mounts.mountSmall(downloads.resolve("other"), OTHER_VOLUME);
    }

    @AfterEach
    void endAll() throws Exception {
        client.close();
        if (service != null) {
            service.endAll();
        }
        if (mounts != null) {
            mounts.close();
        }
    }

    @Test
    void comesWhereItBelongsHoweverItIsKilled() throws Exception {
        write("Near", MIB);
        write("Far", 40 * MIB);
        var process = start();
        var settings = "{\"engine\": {\"volume\": {\"minFreeSpaceBytes\": 0}, "
                + "\"directories\": {\"incomplete\": \"" + incomplete + "\"}}}";
        assertThat(client.patch("/v1/config", settings).status()).isEqualTo(200);
        Files.createDirectories(near);
        var inTheWay = Files.writeString(near.resolve("Near"), "not the folder");
        InfoHash nearby;
        InfoHash remote;
        var late = addPaused();
        try (var nearSeed = seed("Near"); var farSeed = seed("Far")) {
            nearby = add(nearSeed, near);
            Patience.until(
                    "completed",
                    () -> torrent(nearby).at("/fsops/state").asString("").equals("queued"));
            remote = add(farSeed, far);
            Patience.until("copied in part", () -> copied(remote) > MIB);
            process.destroyForcibly();
            process.onExit().join();
        }
        assertThat(incomplete.resolve(nearby + "/Near/0.bin")).exists();
        LOG.info("killed while copying: {}", Files.exists(incomplete.resolve(remote + "/Far/3.bin")));
        Files.delete(inTheWay);

        process = start();
        assertThat(torrent(late).at("/downloadDir").asString())
                .isEqualTo(downloads.resolve("late").toString());
        assertThat(torrent(late).at("/contentPath").asString())
                .isEqualTo(incomplete.resolve(late + "/Late").toString());
        Patience.until("one moved", () -> isAt(nearby, near) || isAt(remote, far));
        process.destroyForcibly();
        process.onExit().join();

        start();
        assertCame(nearby, "Near", near, near);
        assertCame(remote, "Far", far, mounts.inside(far));
        assertThat(torrent(late).at("/state").asString()).isEqualTo("paused");
    }

    private void assertCame(InfoHash hash, String name, Path to, Path seen) throws Exception {
        Patience.until("moved", () -> isAt(hash, to));
        Patience.until(
                "the library",
                () -> torrent(hash).at("/fsops/state").asString("").equals("completed"));
        Patience.until("seeding", () -> torrent(hash).at("/state").asString().equals("seeding"));
        Patience.until("nothing left", () -> Files.notExists(incomplete.resolve(hash.hex())));
        for (int i = 0; i < FILES; i++) {
            var origin = directory.resolve("origin").resolve(name).resolve(i + ".bin");
            assertThat(Files.mismatch(origin, seen.resolve(name).resolve(i + ".bin"))).isEqualTo(-1);
            var published = directory.resolve("data/library").resolve(name).resolve(i + ".bin");
            assertThat(Files.mismatch(origin, published)).isEqualTo(-1);
        }
        assertThat(torrent(hash).at("/downloadDir").asString()).isEqualTo(to.toString());
        assertThat(torrent(hash).at("/progress").asDouble()).isEqualTo(1);
        assertThat(completions(hash)).isEqualTo(1);
    }

    /// How often its post-processing was done.
    private long completions(InfoHash hash) throws Exception {
        client.patch("/v1/torrents/" + hash, "{\"tags\": [\"seen\"]}");
        var query = "?lastEventId=0&type=fsops_completed&type=torrent_updated&torrent=" + hash;
        try (var lines = service.stream(query)) {
            return lines.filter(line -> line.startsWith("data: "))
                    .takeWhile(line -> !line.contains("\"tags\""))
                    .filter(line -> line.contains("\"fsops_completed\""))
                    .count();
        }
    }

    private Process start() throws Exception {
        client.close();
        var libjsig = Path.of(System.getProperty("java.home"), "lib/libjsig.so");
        var process = service.startAndAwaitReady(Map.of("LD_PRELOAD", libjsig.toString()));
        client = ServiceClient.of("http://" + service.listen(), service.cliFile());
        return process;
    }

    private boolean isAt(InfoHash hash, Path belongs) throws Exception {
        return torrent(hash).at("/contentPath").asString().startsWith(belongs + "/");
    }

    private long copied(InfoHash hash) throws Exception {
        return client.get("/v1/torrents/" + hash + "/move").at("/bytesDone").asLong(0);
    }

    private JsonNode torrent(InfoHash hash) throws Exception {
        return client.get("/v1/torrents/" + hash).json();
    }

    private InfoHash add(SeedingPeer seed, Path to) throws Exception {
        var body = JsonMapper.shared()
                .createObjectNode()
                .put("magnet", seed.magnet())
                .put("downloadDir", to.toString());
        var answer = client.post("/v1/torrents", body.toString());
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
        return seed.infoHash();
    }

    /// A torrent of which nothing is here.
    private InfoHash addPaused() throws Exception {
        write("Late", MIB);
        var reader = new LibtorrentMetainfo(directory.resolve("native"));
        var metainfo = reader.create(directory.resolve("origin/Late"));
        var body = JsonMapper.shared()
                .createObjectNode()
                .put("metainfo", Base64.getEncoder().encodeToString(metainfo))
                .put("downloadDir", downloads.resolve("late").toString())
                .put("paused", true);
        var answer = client.post("/v1/torrents", body.toString());
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
        return reader.read(metainfo).infoHashes().first();
    }

    private SeedingPeer seed(String name) throws Exception {
        return SeedingPeer.of(directory.resolve("origin").resolve(name), directory.resolve("native"));
    }

    private void write(String name, int size) throws IOException {
        var folder = Files.createDirectories(directory.resolve("origin").resolve(name));
        var random = new Random(name.hashCode());
        var bytes = new byte[size];
        for (int i = 0; i < FILES; i++) {
            random.nextBytes(bytes);
            Files.write(folder.resolve(i + ".bin"), bytes);
        }
    }
}
