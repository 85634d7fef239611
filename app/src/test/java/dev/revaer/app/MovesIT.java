package dev.revaer.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.revaer.app.ServiceClient.Answer;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.create.HashingProgress;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.create.NewMetainfo;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

/// Torrents that go to another volume while they are downloaded, worked on, or beside others. One service for all, with
/// a second volume below its download directory.
@Timeout(120)
@Execution(CONCURRENT)
class MovesIT {
    private static final int MIB = 1 << 20;
    private static final int OTHER_VOLUME = 800;
    private static final long BIG = 512L * MIB;
    /// What a peer may have sent when the torrent is taken from the session.
    private static final int ON_THE_WAY = 2 * MIB;

    @TempDir
    private static Path temp;
    private static Path directory;
    private static Path downloads;
    private static Path other;
    private static MountNamespace mounts;
    private static ServiceProcess process;
    private static ServiceClient client;
    private static MetainfoReader reader;

    @BeforeAll
    static void start() throws Exception {
        directory = temp.toRealPath();
        mounts = MountNamespace.open();
        process = new ServiceProcess(directory, mounts.prefix());
        downloads = directory.resolve("data/downloads");
        other = downloads.resolve("other");
        mounts.mountSmall(other, OTHER_VOLUME);
        reader = new LibtorrentMetainfo(directory.resolve("native"));
        var libjsig = Path.of(System.getProperty("java.home"), "lib/libjsig.so");
        process.startAndAwaitReady(Map.of("LD_PRELOAD", libjsig.toString()));
        client = ServiceClient.of("http://" + process.listen(), process.cliFile());
        var volume = "{\"engine\":{\"volume\":{\"minFreeSpaceBytes\":0}}}";
        assertThat(client.patch("/v1/config", volume).status()).isEqualTo(200);
    }

    @AfterAll
    static void stop() throws Exception {
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

    /// What was wanted of a torrent before it was moved.
    enum Wish {
        NOTHING, OTHER_NAMES, SOME_FILES
    }

    @ParameterizedTest
    @EnumSource
    void goesOnElsewhereWithWhatItHas(Wish wish) throws Exception {
        var origin = directory.resolve("origin/" + wish);
        write(origin.resolve("a.bin"), 3 * MIB + 1);
        write(origin.resolve("sub/b.bin"), 2 * MIB + 1);
        write(origin.resolve("sub/c.bin"), 5 * MIB + 1);
        var here = Files.createDirectories(downloads.resolve(String.valueOf(wish)));
        var there = mounts.inside(other).resolve(String.valueOf(wish));
        Files.writeString(here.resolve("mine.txt"), "mine");
        Files.createDirectories(there);
        Files.writeString(there.resolve("yours.txt"), "yours");
        try (var seed = SeedingPeer.of(origin, metainfo(origin), directory.resolve("native"), 4 * MIB)) {
            var hash = seed.infoHash();
            add(seed, wish);
            Patience.until("a half", () -> torrent(hash).at("/progress").asDouble() > 0.5);
            var files = files(hash);
            assertThat(Files.exists(parts(downloads, hash))).isEqualTo(wish == Wish.SOME_FILES);
            var have = pieces(hash);

            var answer = move(hash, other);
            assertThat(answer.status()).as(answer.json().toString()).isEqualTo(202);
            var moving = torrent(hash);
            assertThat(moving.at("/state").asString()).isEqualTo("moving");
            assertThat(moving.at("/progress").asDouble()).isBetween(0.5, 0.99);
            awaitMoved(hash);

            Patience.until("running", () -> !torrent(hash).at("/state").asString().equals("moving"));
            have.andNot(pieces(hash));
            assertThat(have.isEmpty()).as("pieces that were lost: %s", have).isTrue();
            Patience.until("all of it", () -> torrent(hash).at("/progress").asDouble() == 1);
            assertThat(seed.uploadedBytes()).isLessThan(moving.at("/sizeBytes").asLong() + ON_THE_WAY);
            assertThat(files(hash)).isEqualTo(files);
            assertThat(Files.exists(parts(mounts.inside(other), hash))).isEqualTo(wish == Wish.SOME_FILES);
            assertThat(parts(downloads, hash)).doesNotExist();
            assertOnly(here, "mine.txt");
            switch (wish) {
                case NOTHING -> {
                    assertOnly(there, "a.bin", "sub/b.bin", "sub/c.bin", "yours.txt");
                    assertSame(there.resolve("sub/b.bin"), origin.resolve("sub/b.bin"));
                }
                case OTHER_NAMES -> {
                    assertOnly(there, "a.bin", "sub/c.bin", "under/B.bin", "yours.txt");
                    assertSame(there.resolve("under/B.bin"), origin.resolve("sub/b.bin"));
                }
                case SOME_FILES -> assertOnly(there, "a.bin", "sub/c.bin", "yours.txt");
            }
            assertSame(there.resolve("a.bin"), origin.resolve("a.bin"));
            assertSame(there.resolve("sub/c.bin"), origin.resolve("sub/c.bin"));
            awaitFsops(hash, "completed");
        }
    }

    /// In v1 alone pieces reach from one file into the next.
    private static byte[] metainfo(Path content) {
        var wanted = new NewMetainfo(
                content,
                MetainfoFormat.V1,
                256 * 1024,
                false,
                List.of(),
                List.of(),
                null,
                null);
        return reader.create(wanted, HashingProgress.IGNORED);
    }

    private static void add(SeedingPeer seed, Wish wish) throws Exception {
        var body = JsonMapper.shared().createObjectNode().put("magnet", seed.magnet());
        if (wish == Wish.SOME_FILES) {
            body.put("sequential", true).putArray("exclude").add("b.bin");
        }
        var answer = client.post("/v1/torrents", body.toString());
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
        if (wish == Wish.OTHER_NAMES) {
            var path = "/v1/torrents/" + seed.infoHash() + "/files/rename";
            Patience.until("its files", () -> torrent(seed.infoHash()).at("/progress").asDouble() > 0.1);
            var renamed = client
                    .post(path, "{\"path\":\"" + wish + "/sub/b.bin\",\"to\":\"" + wish + "/under/B.bin\"}");
            assertThat(renamed.status()).as(renamed.json().toString()).isEqualTo(200);
        }
    }

    @Test
    void leavesOthersDownloadingWhileItCopies() throws Exception {
        var big = Files.createDirectories(downloads.resolve("Big")).resolve("big.bin");
        try (var file = new RandomAccessFile(big.toFile(), "rw")) {
            file.setLength(BIG);
        }
        var hash = addComplete(downloads.resolve("Big"));
        awaitFsops(hash, "completed");
        write(directory.resolve("origin/Beside.bin"), 60 * MIB);
        try (var seed = SeedingPeer
                .of(directory.resolve("origin/Beside.bin"), directory.resolve("native"), 4 * MIB)) {
            client.post("/v1/torrents", "{\"magnet\":\"" + seed.magnet() + "\"}");
            Patience.until("a part", () -> torrent(seed.infoHash()).at("/progress").asDouble() > 0.05);

            var answer = move(hash, other);
            assertThat(answer.status()).as(answer.json().toString()).isEqualTo(202);
            Patience.until("copying", () -> progress(hash).at("/bytesDone").asLong() > 0);
            var before = torrent(seed.infoHash()).at("/receivedBytes").asLong();
            var grown = 0;
            while (progress(hash).at("/state").asString().equals("copying")) {
                var now = torrent(seed.infoHash()).at("/receivedBytes").asLong();
                if (now - before > MIB / 2) {
                    before = now;
                    grown++;
                }
            }

            assertThat(grown).as("half mebibytes received during the copy").isGreaterThan(1);
            awaitMoved(hash);
            assertThat(mounts.inside(other).resolve("Big/big.bin")).hasSize(BIG);
            client.delete("/v1/torrents/" + seed.infoHash() + "?deleteData=true");
            client.delete("/v1/torrents/" + hash + "?deleteData=true");
        }
    }

    @Test
    void movesNothingThatIsWorkedOnAndWorksOnNothingThatMoves() throws Exception {
        var slow = downloads.resolve("Slow");
        Files.createDirectories(slow);
        Files.write(slow.resolve("slow.tar.bz2"), slowArchive());
        write(downloads.resolve("Quick/a.bin"), 20 * MIB);
        var later = reader.create(downloads.resolve("Quick"));
        var worked = addComplete(slow);
        awaitFsops(worked, "running");

        var refused = move(worked, other);
        var quick = addComplete(later);
        awaitFsops(quick, "queued");
        var moved = move(quick, other);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("fsops-running");
        assertThat(refused.at("/detail").asString()).contains("on its way into the library");
        assertThat(torrent(worked).at("/downloadDir").asString()).isEqualTo(downloads.toString());
        assertThat(moved.status()).as(moved.json().toString()).isEqualTo(202);
        assertThat(torrent(quick).at("/fsops/state").asString()).isEqualTo("queued");
        awaitFsops(worked, "completed");
        assertThat(directory.resolve("data/library/Slow/slow.bin")).exists();
        awaitMoved(quick);
        awaitFsops(quick, "completed");
        assertSame(
                directory.resolve("data/library/Quick/a.bin"),
                mounts.inside(other).resolve("Quick/a.bin"));
        assertThat(downloads.resolve("Quick")).doesNotExist();
        assertThat(move(worked, other).status()).isEqualTo(202);
        awaitMoved(worked);
    }

    /// Takes seconds to unpack.
    private static byte[] slowArchive() throws IOException {
        var block = new byte[900 * 1024];
        new Random(1).nextBytes(block);
        var blocks = 50;
        var entry = new TarArchiveEntry("slow.bin");
        entry.setSize((long) blocks * block.length);
        var header = new byte[512];
        entry.writeEntryHeader(header);
        var archive = new ByteArrayOutputStream();
        archive.writeBytes(compressed(header));
        var part = compressed(block);
        for (int i = 0; i < blocks; i++) {
            archive.writeBytes(part);
        }
        archive.writeBytes(compressed(new byte[1024]));
        return archive.toByteArray();
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        var buffer = new ByteArrayOutputStream();
        try (var out = new BZip2CompressorOutputStream(buffer)) {
            out.write(bytes);
        }
        return buffer.toByteArray();
    }

    /// Adds content that lies in place.
    private static InfoHash addComplete(Path content) throws Exception {
        return addComplete(reader.create(content));
    }

    private static InfoHash addComplete(byte[] metainfo) throws Exception {
        var body = JsonMapper.shared()
                .createObjectNode()
                .put("metainfo", Base64.getEncoder().encodeToString(metainfo))
                .put("seedMode", true);
        var answer = client.post("/v1/torrents", body.toString());
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
        return reader.read(metainfo).infoHashes().first();
    }

    private static Answer move(InfoHash hash, Path to) throws Exception {
        return client.post("/v1/torrents/" + hash + "/move", "{\"downloadDir\":\"" + to + "\"}");
    }

    private static JsonNode progress(InfoHash hash) throws Exception {
        return client.get("/v1/torrents/" + hash + "/move").json();
    }

    private static JsonNode torrent(InfoHash hash) throws Exception {
        return client.get("/v1/torrents/" + hash).json();
    }

    private static void awaitMoved(InfoHash hash) throws Exception {
        Patience.until("moved", () -> client.get("/v1/torrents/" + hash + "/move").status() == 404);
        assertThat(torrent(hash).at("/downloadDir").asString()).isEqualTo(other.toString());
    }

    private static void awaitFsops(InfoHash hash, String state) throws Exception {
        Patience.until("fsops " + state, () -> torrent(hash).at("/fsops/state").asString("").equals(state));
    }

    /// Index, path and priority of each file.
    private static List<String> files(InfoHash hash) throws Exception {
        var items = client.get("/v1/torrents/" + hash + "/files").at("/items");
        return items.valueStream()
                .map(
                        file -> file.path("index") + " " + file.path("path") + " "
                                + file.path("originalPath") + " " + file.path("priority"))
                .toList();
    }

    /// Those that are here.
    private static BitSet pieces(InfoHash hash) throws Exception {
        var pieces = client.get("/v1/torrents/" + hash + "/pieces");
        var have = Base64.getDecoder().decode(pieces.at("/have").asString());
        var set = new BitSet();
        for (int i = 0; i < have.length * 8; i++) {
            set.set(i, (have[i / 8] & 0x80 >> i % 8) != 0);
        }
        return set;
    }

    private static Path parts(Path downloadDir, InfoHash hash) {
        return downloadDir.resolve("." + hash + ".parts");
    }

    private static void assertOnly(Path folder, String... files) throws IOException {
        try (var found = Files.walk(folder)) {
            assertThat(found.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()))
                    .containsExactlyInAnyOrder(files);
        }
    }

    private static void assertSame(Path file, Path origin) throws IOException {
        assertThat(Files.mismatch(file, origin)).as(origin.toString()).isEqualTo(-1);
    }

    private static void write(Path file, int size) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        var bytes = new byte[size];
        new Random(file.toString().hashCode()).nextBytes(bytes);
        Files.write(file, bytes);
    }
}
