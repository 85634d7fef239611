package dev.revaer.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Volumes that fill up while torrents are written to them through memory, as the launcher has it.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class FullVolumeIT {
    private static final int MIB = 1 << 20;
    /// Enough for what was asked for when writing failed, and is asked for again.
    private static final int ON_THE_WAY = 8 * MIB;

    @TempDir
    private Path temp;
    private Path directory;
    private MountNamespace mounts;
    private ServiceProcess process;
    private ServiceClient client;

    @BeforeEach
    void start() throws Exception {
        directory = temp.toRealPath();
        mounts = MountNamespace.open();
        process = new ServiceProcess(directory, mounts.prefix());
        var libjsig = Path.of(System.getProperty("java.home"), "lib/libjsig.so");
        process.startAndAwaitReady(Map.of("LD_PRELOAD", libjsig.toString()));
        client = ServiceClient.of("http://" + process.listen(), process.cliFile());
        var volume = "{\"engine\":{\"volume\":{\"minFreeSpaceBytes\":0,\"marginBytes\":0}}}";
        assertThat(client.patch("/v1/config", volume).status()).isEqualTo(200);
    }

    @AfterEach
    void stop() throws Exception {
        if (client != null) {
            client.close();
        }
        if (process != null) {
            process.endAll();
        }
        if (mounts != null) {
            mounts.close();
        }
    }

    /// One volume fills up before anybody looks, the other refuses what its free space promises, as with a quota.
    @Test
    void saysThatAVolumeIsFullAndGoesOnByItself() throws Exception {
        var downloads = directory.resolve("data/downloads");
        var full = downloads.resolve("full");
        var quota = downloads.resolve("Quota");
        mounts.mountSmall(full, 60);
        mounts.mountSmall(quota, 10);
        write("origin/Film.bin", 32 * MIB);
        write("origin/Moved.bin", 16 * MIB);
        write("origin/Quota/a.bin", 24 * MIB);
        try (var film = seed("origin/Film.bin");
                var moved = seed("origin/Moved.bin");
                var show = seed("origin/Quota")) {
            add(film, full);
            add(moved, full);
            add(show, downloads);
            for (var seed : List.of(film, moved)) {
                Patience.until("a part", () -> progress(seed) > 0.2);
            }
            assertThat(mounts.run("dd", "if=/dev/zero", "of=" + full.resolve("filler"), "bs=64k"))
                    .as("until it is full")
                    .isNotZero();

            for (var seed : List.of(film, moved, show)) {
                Patience.until(
                        "a reason",
                        () -> torrent(seed).at("/reason").asString("").contains("space"));
                assertThat(torrent(seed).at("/state").asString()).isIn("paused", "failed");
                assertThat(progress(seed)).isBetween(0.1, 0.99);
            }
            try (var events = process
                    .stream("?lastEventId=0&type=failure&torrent=" + show.infoHash())) {
                assertThat(events.anyMatch(line -> line.contains("No space left"))).isTrue();
            }
            Patience.until("health", () -> disk().at("/detail").asString().contains(": No space left"));
            assertThat(disk().at("/detail").asString()).contains("2 downloads wait");
            assertThat(disk().at("/status").asString()).isEqualTo("degraded");

            var away = "{\"downloadDir\":\"" + downloads + "\"}";
            assertThat(client.post("/v1/torrents/" + moved.infoHash() + "/move", away).status())
                    .isEqualTo(202);
            Patience.until("all of it elsewhere", () -> progress(moved) == 1);
            assertThat(mounts.run("rm", full.resolve("filler").toString())).isZero();
            assertThat(mounts.run("mount", "-o", "remount,size=40m", quota.toString())).isZero();

            for (var seed : List.of(film, moved, show)) {
                Patience.until("all of it", () -> progress(seed) == 1);
                assertThat(seed.uploadedBytes()).isLessThan(seed.described().sizeBytes() + ON_THE_WAY);
            }
            Patience.until("health", () -> disk().at("/status").asString().equals("up"));
            assertSame(full.resolve("Film.bin"), "origin/Film.bin");
            assertSame(downloads.resolve("Moved.bin"), "origin/Moved.bin");
            assertThat(mounts.inside(full).resolve("Moved.bin")).doesNotExist();
            assertSame(quota.resolve("a.bin"), "origin/Quota/a.bin");
        }
    }

    private SeedingPeer seed(String content) throws Exception {
        return SeedingPeer.of(directory.resolve(content), directory.resolve("native"), 16 * MIB);
    }

    private void add(SeedingPeer seed, Path downloadDir) throws Exception {
        var answer = client.post(
                "/v1/torrents",
                "{\"magnet\":\"" + seed.magnet() + "\",\"downloadDir\":\"" + downloadDir + "\"}");
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
    }

    private JsonNode torrent(SeedingPeer seed) throws Exception {
        return client.get("/v1/torrents/" + seed.infoHash()).json();
    }

    private double progress(SeedingPeer seed) throws Exception {
        return torrent(seed).at("/progress").asDouble();
    }

    private JsonNode disk() throws Exception {
        return client.get("/health").at("/components/disk");
    }

    private void assertSame(Path file, String origin) throws Exception {
        assertThat(Files.mismatch(mounts.inside(file), directory.resolve(origin))).as(origin).isEqualTo(-1);
    }

    private void write(String name, int size) throws Exception {
        var file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Files.write(file, bytes);
    }
}
