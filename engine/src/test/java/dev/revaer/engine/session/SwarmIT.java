package dev.revaer.engine.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

import dev.revaer.engine.DiskIo;
import dev.revaer.engine.EngineError.BadDownloadDir;
import dev.revaer.engine.EngineError.DuplicateTorrent;
import dev.revaer.engine.EngineError.Stopped;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.event.EventData.StateChanged;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Two real sessions on loopback.
@Execution(ExecutionMode.CONCURRENT)
class SwarmIT {
    private static final int FILE_SIZE = 3_000_000;

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
        var content = Files.createDirectories(directory.resolve("seed/Show"));
        var bytes = new byte[FILE_SIZE];
        new Random(7).nextBytes(bytes);
        Files.write(content.resolve("a.bin"), bytes);
        Files.writeString(content.resolve("b.txt"), "hello");
        torrentFile = metainfo.create(content);
        infoHash = metainfo.read(torrentFile).infoHashes().first();
        seed = LibtorrentEngine.start(settings(), seeding, seeding);
        leech = LibtorrentEngine.start(settings(), leeching, leeching);
        seed.add(fromFile(torrentFile, directory.resolve("seed")));
    }

    @AfterEach
    void stop() {
        seed.close();
        leech.close();
    }

    @Test
    void downloadsByMagnetWithNothingButAPeer() {
        leech.add(fromMagnet(magnet()));

        var completed = leeching.await(RecordingListener.Completed.class).torrent();

        assertThat(completed.contentPath()).isEqualTo(target().resolve("Show"));
        assertThat(completed.transfer().progress()).isEqualTo(1.0);
        assertThat(completed.transfer().ratio()).isZero();
        assertThat(target().resolve("Show/a.bin"))
                .hasSameBinaryContentAs(directory.resolve("seed/Show/a.bin"));
        var metadata = leeching.await(RecordingListener.MetadataReceived.class);
        assertThat(metadata.metadata().name()).isEqualTo("Show");
        assertThat(metadata.metadata().infoHashes()).isEqualTo(metainfo.read(torrentFile).infoHashes());
        assertThat(metadata.metadata().files()).extracting("path")
                .containsExactlyInAnyOrder("Show/a.bin", "Show/b.txt");
        assertThat(leeching.heard(StateChanged.class)).extracting(StateChanged::to)
                .contains(TorrentState.SEEDING);
        assertThat(leeching.progressHeard()).isPositive();
    }

    @Test
    void seedsAgainAfterRestartWithoutTheMagnet() {
        leech.add(fromMagnet(magnet()));
        leeching.await(RecordingListener.Completed.class);
        leeching.awaitThat(
                "the count of what was received",
                () -> find(leech, infoHash).transfer().counters().receivedBytes() >= FILE_SIZE);
        var counted = find(leech, infoHash).transfer().counters();
        leech.close();
        var again = new RecordingListener();
        try (var restarted = LibtorrentEngine.start(settings(), again, again)) {
            var known = metainfo.read(leeching.metainfo(infoHash).bytes());
            restarted.add(
                    new StoredTorrent(
                            known.infoHashes(),
                            "Show",
                            null,
                            leeching.metainfo(infoHash),
                            leeching.resumeData(infoHash),
                            target(),
                            Set.of(),
                            Instant.now(),
                            Instant.now(),
                            TorrentOptions.NONE,
                            counted));

            again.awaitThat("seeding", () -> find(restarted, infoHash).state() == TorrentState.SEEDING);

            assertThat(find(restarted, infoHash).transfer().counters().receivedBytes())
                    .isGreaterThanOrEqualTo(FILE_SIZE);
            assertThat(again.heard(RecordingListener.Completed.class)).isEmpty();
            assertThat(again.heard(Failure.class)).isEmpty();
        }
    }

    @Test
    void checksTheFilesWhenResumeDataIsDamaged() {
        leech.add(fromMagnet(magnet()));
        leeching.await(RecordingListener.Completed.class);
        leech.close();
        var again = new RecordingListener();
        try (var restarted = LibtorrentEngine.start(settings(), again, again)) {
            var known = metainfo.read(leeching.metainfo(infoHash).bytes());
            restarted.add(
                    new StoredTorrent(
                            known.infoHashes(),
                            "Show",
                            magnet(),
                            leeching.metainfo(infoHash),
                            new Bencoded(new byte[]{1, 2, 3}),
                            target(),
                            false,
                            Instant.now(),
                            null));

            assertThat(again.await(Failure.class).reason()).contains("damaged");
            again.await(RecordingListener.Completed.class);

            assertThat(find(restarted, infoHash).transfer().counters().receivedBytes()).isZero();
        }
    }

    @Test
    void refusesResumeDataOfAnotherTorrent() throws IOException {
        leech.add(fromMagnet(magnet()));
        leeching.await(RecordingListener.Completed.class);
        leech.close();
        Files.writeString(directory.resolve("other.txt"), "something else");
        var other = metainfo.create(directory.resolve("other.txt"));
        var again = new RecordingListener();
        try (var restarted = LibtorrentEngine.start(settings(), again, again)) {
            restarted.add(
                    new StoredTorrent(
                            metainfo.read(other).infoHashes(),
                            "other.txt",
                            null,
                            new Bencoded(other),
                            leeching.resumeData(infoHash),
                            directory,
                            false,
                            Instant.now(),
                            null));

            assertThat(again.await(Failure.class).reason()).contains("another torrent");
            assertThat(again.await(RecordingListener.Completed.class).torrent().name())
                    .isEqualTo("other.txt");
        }
    }

    @Test
    void acknowledgesPauseAndResume() {
        leech.add(fromFile(torrentFile, target()));

        assertThat(leech.pause(infoHash).state()).isEqualTo(TorrentState.PAUSED);
        assertThat(leech.pause(infoHash).state()).isEqualTo(TorrentState.PAUSED);
        assertThat(leech.resume(infoHash).state()).isNotEqualTo(TorrentState.PAUSED);
        assertThat(leeching.resumeData(infoHash).bytes()).isNotEmpty();
    }

    @Test
    void staysPausedWhenAddedPaused() {
        var paused = new StoredTorrent(
                metainfo.read(torrentFile).infoHashes(),
                "Show",
                null,
                new Bencoded(torrentFile),
                null,
                directory.resolve("seed"),
                true,
                Instant.now(),
                null);

        leech.add(paused);

        assertThat(leech.pause(infoHash).state()).isEqualTo(TorrentState.PAUSED);
        assertThat(leeching.heard(RecordingListener.Completed.class)).isEmpty();
    }

    @Test
    void removesButKeepsFiles() {
        leech.add(fromMagnet(magnet()));
        leeching.await(RecordingListener.Completed.class);

        leech.remove(infoHash);

        assertThat(leech.torrents()).isEmpty();
        assertThat(target().resolve("Show/b.txt")).hasContent("hello");
        assertThatThrownBy(() -> leech.remove(infoHash)).isInstanceOfSatisfying(
                EngineException.class,
                e -> assertThat(e.error()).isEqualTo(new TorrentNotFound(infoHash)));
        leech.add(fromFile(torrentFile, target()));
        assertThat(leech.torrents()).hasSize(1);
    }

    @Test
    void refusesTheSameTorrentTwiceByEitherHash() {
        var hashes = metainfo.read(torrentFile).infoHashes();
        leech.add(fromFile(torrentFile, target()));

        for (var hash : hashes.all()) {
            var kind = hash.isV1() ? "btih:" + hash : "btmh:1220" + hash;
            assertThatThrownBy(() -> leech.add(fromMagnet("magnet:?xt=urn:" + kind)))
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            e -> assertThat(e.error()).isEqualTo(new DuplicateTorrent(infoHash)));
        }
        assertThat(hashes.all()).hasSize(2)
                .allSatisfy(hash -> assertThat(find(leech, hash).infoHashes()).isEqualTo(hashes));
    }

    @Test
    void refusesADirectoryItCannotUse() throws IOException {
        var file = Files.writeString(directory.resolve("file"), "");

        for (var bad : new Path[]{Path.of("relative"), file.resolve("below")}) {
            assertThatThrownBy(() -> leech.add(fromFile(torrentFile, bad)))
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            e -> assertThat(e.error()).isInstanceOf(BadDownloadDir.class));
        }
    }

    @Test
    void refusesCommandsOnceClosed() {
        leech.close();
        leech.close();

        assertThatThrownBy(() -> leech.add(fromFile(torrentFile, target())))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> assertThat(e.error()).isEqualTo(new Stopped()));
    }

    @Test
    void introducesItselfToPeersByItsOwnFingerprint() throws IOException {
        try (var peer = new Socket(InetAddress.getLoopbackAddress(), seed.listenPort())) {
            peer.setSoTimeout(10_000);
            var handshake = ByteBuffer.allocate(68)
                    .put((byte) 19)
                    .put("BitTorrent protocol".getBytes(StandardCharsets.US_ASCII))
                    .put(new byte[8])
                    .put(HexFormat.of().parseHex(infoHash.hex()))
                    .put("-XX0000-abcdefghijkl".getBytes(StandardCharsets.US_ASCII));
            peer.getOutputStream().write(handshake.array());

            var answer = peer.getInputStream().readNBytes(68);

            assertThat(new String(answer, 48, 8, StandardCharsets.US_ASCII)).isEqualTo("-RV0100-");
        }
    }

    @Test
    void saysWhatItRunsWith() {
        assertThat(leech.health().healthy()).isTrue();
        assertThat(leech.health().detail()).contains("posix");
        assertThat(leech.listenPort()).isPositive();
    }

    private EngineSettings settings() {
        return EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test")
                .with(DiskIo.AUTO);
    }

    private static Torrent find(LibtorrentEngine engine, InfoHash hash) {
        return Objects.requireNonNull(engine.find(hash));
    }

    private StoredTorrent fromFile(byte[] bytes, Path downloadDir) {
        var read = metainfo.read(bytes);
        return new StoredTorrent(
                read.infoHashes(),
                read.name(),
                null,
                new Bencoded(bytes),
                null,
                downloadDir,
                false,
                Instant.now(),
                null)
                .with(TorrentOptions.NONE.with(TransferMode.FORCE_START, true));
    }

    private StoredTorrent fromMagnet(String uri) {
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

    private String magnet() {
        return "magnet:?xt=urn:btih:" + infoHash + "&x.pe=127.0.0.1:" + seed.listenPort();
    }

    private Path target() {
        return directory.resolve("leech");
    }
}
