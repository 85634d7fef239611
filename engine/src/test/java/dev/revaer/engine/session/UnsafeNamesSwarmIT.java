package dev.revaer.engine.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import dev.revaer.engine.EngineError.BadDownloadDir;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentFile;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.metainfo.Bencoding;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Two real sessions on loopback share a torrent whose names hold characters beyond U+FFFF.
@Execution(ExecutionMode.CONCURRENT)
class UnsafeNamesSwarmIT {
    private static final int PIECE_LENGTH = 32_768;
    private static final int BIG = 3_000_000;
    private static final String[] SAFE = {"Show _/in _/a _.bin", "Show _/smile _.txt", "Show _/empty _",
            "Show _/plain/träumen.txt"};

    @TempDir
    Path directory;

    private final RecordingListener seeding = new RecordingListener();
    private final RecordingListener leeching = new RecordingListener();
    private MetainfoReader metainfo;
    private LibtorrentEngine seed;
    private LibtorrentEngine leech;
    private byte[] torrentFile;
    private InfoHash infoHash;

    @BeforeEach
    void startASwarm() throws IOException {
        metainfo = new LibtorrentMetainfo(directory.resolve("native"));
        var contents = List.of(random(BIG), "smile".getBytes(UTF_8), new byte[0], "dream".getBytes(UTF_8));
        for (int i = 0; i < SAFE.length; i++) {
            var file = directory.resolve("seed").resolve(SAFE[i]);
            Files.createDirectories(file.getParent());
            Files.write(file, contents.get(i));
        }
        torrentFile = metainfo(contents);
        infoHash = metainfo.read(torrentFile).infoHashes().first();
        seed = LibtorrentEngine.start(settings(), seeding, seeding);
        leech = LibtorrentEngine.start(settings(), leeching, leeching);
        seed.add(stored(torrentFile, null, directory.resolve("seed")));
        seeding.await(RecordingListener.Completed.class);
    }

    @AfterEach
    void stop() {
        seed.close();
        leech.close();
    }

    @Test
    void downloadsByFileUnderSafeNames() throws IOException {
        var read = metainfo.read(torrentFile);
        leech.add(
                new StoredTorrent(
                        read.infoHashes(),
                        read.name(),
                        magnet(),
                        new Bencoded(torrentFile),
                        null,
                        target(),
                        false,
                        Instant.now(),
                        null));

        var completed = leeching.await(RecordingListener.Completed.class).torrent();

        assertThat(completed.contentPath()).isEqualTo(target().resolve("Show _"));
        assertThatTheFilesAreHere();
    }

    @Test
    void downloadsByMagnetUnderSafeNames() throws IOException {
        leech.add(fromMagnet());

        var completed = leeching.await(RecordingListener.Completed.class).torrent();

        assertThat(completed.contentPath()).isEqualTo(target().resolve("Show _"));
        assertThatTheFilesAreHere();
        var metadata = leeching.await(RecordingListener.MetadataReceived.class).metadata();
        assertThat(metadata.files()).extracting(TorrentFile::path).containsExactly(SAFE);
        assertThat(metainfo.read(leeching.metainfo(infoHash).bytes())).isEqualTo(metadata);
        assertThat(leeching.heard(Failure.class)).isEmpty();
    }

    @Test
    void seedsAgainAfterRestart() throws IOException {
        leech.add(fromMagnet());
        leeching.await(RecordingListener.Completed.class);
        leech.close();
        seed.close();
        var again = new RecordingListener();
        try (var restarted = LibtorrentEngine.start(settings(), again, again)) {
            restarted.add(
                    stored(leeching.metainfo(infoHash).bytes(), leeching.resumeData(infoHash), target()));

            again.awaitThat(
                    "seeding",
                    () -> Objects.requireNonNull(restarted.find(infoHash)).state() == TorrentState.SEEDING);

            assertThat(again.heard(Failure.class)).isEmpty();
            assertThatTheFilesAreHere();
        }
    }

    @Test
    void refusesADownloadDirectoryOfSuchAName() {
        var bad = directory.resolve("down 😀/load");

        assertThatThrownBy(() -> leech.add(stored(torrentFile, null, bad))).isInstanceOfSatisfying(
                EngineException.class,
                e -> assertThat(e.error()).isInstanceOfSatisfying(
                        BadDownloadDir.class,
                        error -> assertThat(error.reason()).contains("beyond U+FFFF")));
        assertThat(bad).doesNotExist();
    }

    private void assertThatTheFilesAreHere() throws IOException {
        for (var path : SAFE) {
            assertThat(target().resolve(path))
                    .hasSameBinaryContentAs(directory.resolve("seed").resolve(path));
        }
        try (var walk = Files.walk(target())) {
            assertThat(walk.filter(Files::isRegularFile)).hasSize(SAFE.length);
        }
    }

    private static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] metainfo(List<byte[]> contents) {
        var paths = List.of(
                List.of("in 🎉", "a 😀.bin"),
                List.of("smile 😀.txt"),
                List.of("empty 𝄞"),
                List.of("plain", "träumen.txt"));
        var all = new ByteArrayOutputStream();
        contents.forEach(all::writeBytes);
        var files = IntStream.range(0, paths.size())
                .mapToObj(i -> new TreeMap<>(Map.of("length", contents.get(i).length, "path", paths.get(i))))
                .toList();
        var info = Map.of(
                "files",
                files,
                "name",
                "Show 😀",
                "piece length",
                PIECE_LENGTH,
                "pieces",
                pieces(all.toByteArray()));
        return Bencoding.of(Map.of("info", new TreeMap<>(info)));
    }

    private static byte[] pieces(byte[] content) {
        var pieces = new ByteArrayOutputStream();
        for (int from = 0; from < content.length; from += PIECE_LENGTH) {
            var piece = Arrays.copyOfRange(content, from, Math.min(content.length, from + PIECE_LENGTH));
            pieces.writeBytes(sha1(piece));
        }
        return pieces.toByteArray();
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private StoredTorrent stored(byte[] bytes, @Nullable Bencoded resumeData, Path downloadDir) {
        var read = metainfo.read(bytes);
        return new StoredTorrent(
                read.infoHashes(),
                read.name(),
                null,
                new Bencoded(bytes),
                resumeData,
                downloadDir,
                false,
                Instant.now(),
                null)
                .with(TorrentOptions.NONE.with(TransferMode.FORCE_START, true));
    }

    private StoredTorrent fromMagnet() {
        var uri = magnet();
        var read = metainfo.readMagnet(uri);
        return new StoredTorrent(
                read.infoHashes(),
                read.name(),
                uri,
                null,
                null,
                target(),
                false,
                Instant.now(),
                null)
                .with(TorrentOptions.NONE.with(TransferMode.FORCE_START, true));
    }

    /// Names the seed, which nothing else would.
    private String magnet() {
        return "magnet:?xt=urn:btih:" + infoHash + "&x.pe=127.0.0.1:" + seed.listenPort();
    }

    private EngineSettings settings() {
        return EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test");
    }

    private Path target() {
        return directory.resolve("leech");
    }
}
