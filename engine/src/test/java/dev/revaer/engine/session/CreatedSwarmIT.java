package dev.revaer.engine.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.create.HashingProgress;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.create.NewMetainfo;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// One session checks created metainfo against its content, another has it all from there.
@Execution(ExecutionMode.CONCURRENT)
class CreatedSwarmIT {
    private static final int SHORT = 16_384;
    private static final int LONG = 65_536;

    @TempDir
    Path directory;

    private LibtorrentMetainfo reader;

    @BeforeEach
    void load() {
        reader = new LibtorrentMetainfo(directory.resolve("native"));
    }

    /// What one torrent holds.
    ///
    /// @param sizes by name below the content; the content itself is the file if the name is empty
    private record Layout(String name, @Nullable Integer pieceLength, Map<String, Integer> sizes) {
        static List<Layout> all() {
            var odd = Map
                    .of(
                            "a/empty",
                            0,
                            "a/one",
                            1,
                            "b/below",
                            SHORT - 1,
                            "b/piece",
                            SHORT,
                            "c/above",
                            SHORT + 1);
            var larger = Map.of("x", 3 * LONG, "y", 5 * LONG + 7, "z", LONG, "zz", 700_001, "zzz", 0);
            var many = new TreeMap<String, Integer>();
            for (int i = 0; i < 60; i++) {
                many.put("d" + i % 7 + "/f" + i, i * 997);
            }
            return List.of(
                    new Layout("Odd", SHORT, odd),
                    new Layout("Larger", LONG, larger),
                    new Layout("Larger in short pieces", SHORT, larger),
                    new Layout("Many", null, many),
                    new Layout("whole.pieces", SHORT, Map.of("", 4 * SHORT)),
                    new Layout("a.byte.more", LONG, Map.of("", 3 * LONG + 1)),
                    new Layout("five.bytes", LONG, Map.of("", 5)),
                    new Layout("Alone", SHORT, Map.of("deep/only", 40_000)));
        }

        void write(Path folder) throws IOException {
            var random = new Random(name.hashCode());
            for (var file : new TreeMap<>(sizes).entrySet()) {
                var bytes = new byte[file.getValue()];
                random.nextBytes(bytes);
                var path = folder.resolve(name).resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, bytes);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(MetainfoFormat.class)
    void isCompleteAtOnceAndDownloadsWhole(MetainfoFormat format) throws IOException {
        var metainfo = new ArrayList<byte[]>();
        for (var layout : Layout.all()) {
            layout.write(directory.resolve("seed"));
            metainfo.add(create(format, layout));
        }
        var seeding = new RecordingListener();
        var leeching = new RecordingListener();
        try (var seed = LibtorrentEngine.start(settings(), seeding, seeding);
                var leech = LibtorrentEngine.start(settings(), leeching, leeching)) {
            metainfo.forEach(bytes -> seed.add(stored(bytes, null, directory.resolve("seed"))));
            seeding.awaitThat("all to be checked", () -> completed(seeding) == metainfo.size());

            for (var bytes : metainfo) {
                var magnet = magnet(reader.read(bytes).infoHashes().first(), seed.listenPort());
                leech.add(stored(bytes, magnet, directory.resolve("leech")));
            }
            leeching.awaitThat("all to be downloaded", () -> completed(leeching) == metainfo.size());

            assertThat(seed.torrents()).allSatisfy(torrent -> {
                assertThat(torrent.transfer().progress()).isEqualTo(1.0);
                assertThat(torrent.transfer().counters().receivedBytes()).isZero();
            });
            assertThat(seeding.heard(Failure.class)).isEmpty();
            assertThat(leeching.heard(Failure.class)).isEmpty();
        }
        for (var layout : Layout.all()) {
            assertThatItIsHere(layout);
        }
    }

    private void assertThatItIsHere(Layout layout) {
        for (var file : layout.sizes().keySet()) {
            var name = Path.of(layout.name()).resolve(file);
            assertThat(directory.resolve("leech").resolve(name))
                    .hasSameBinaryContentAs(directory.resolve("seed").resolve(name));
        }
    }

    private byte[] create(MetainfoFormat format, Layout layout) {
        var wanted = new NewMetainfo(
                directory.resolve("seed").resolve(layout.name()),
                format,
                layout.pieceLength(),
                false,
                List.of(),
                List.of(),
                null,
                null);
        return reader.create(wanted, HashingProgress.IGNORED);
    }

    private static int completed(RecordingListener listener) {
        return listener.heard(RecordingListener.Completed.class).size();
    }

    private StoredTorrent stored(byte[] metainfo, @Nullable String magnet, Path downloadDir) {
        var read = reader.read(metainfo);
        return new StoredTorrent(
                read.infoHashes(),
                read.name(),
                magnet,
                new Bencoded(metainfo),
                null,
                downloadDir,
                false,
                Instant.now(),
                null).with(TorrentOptions.NONE.with(TransferMode.FORCE_START, true));
    }

    /// Names the seed, which nothing else would.
    private static String magnet(InfoHash hash, int port) {
        return "magnet:?xt=urn:" + (hash.isV1() ? "btih:" : "btmh:1220") + hash + "&x.pe=127.0.0.1:" + port;
    }

    private EngineSettings settings() {
        return EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test");
    }
}
