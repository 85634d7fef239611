package dev.revaer.engine.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentCommand;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.create.HashingProgress;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.create.NewMetainfo;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.event.EventData.StateChanged;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.seeding.Counters;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class StorageIT {
    private static final int PIECE = 64 * 1024;

    @TempDir
    Path directory;

    private final RecordingListener listener = new RecordingListener();
    private MetainfoReader metainfo;
    private LibtorrentEngine engine;
    private byte[] torrentFile;
    private InfoHash infoHash;

    @BeforeEach
    void start() throws IOException {
        metainfo = new LibtorrentMetainfo(directory.resolve("native"));
        var content = Files.createDirectories(here().resolve("Show/sub"));
        write(here().resolve("Show/a.bin"), 3_000_000);
        write(content.resolve("b.bin"), 100_000);
        make(MetainfoFormat.HYBRID);
        engine = LibtorrentEngine.start(
                EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test"),
                listener,
                listener);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void renamesItsFilesInsideAVolumeWhileItSeeds() {
        seed();

        var moved = engine.storage().move(infoHash, there());

        assertThat(moved.downloadDir()).isEqualTo(there());
        assertThat(there().resolve("Show/a.bin")).hasSize(3_000_000);
        assertThat(here().resolve("Show")).doesNotExist();
        assertThat(engine.pause(infoHash).downloadDir()).isEqualTo(there());
        assertThat(engine.resume(infoHash).state()).isNotEqualTo(TorrentState.FAILED);
        assertThat(listener.heard(Failure.class)).isEmpty();
    }

    @Test
    void movesNothingOntoAFileThatIsThere() throws IOException {
        seed();
        Files.createDirectories(there().resolve("Show/sub"));
        Files.writeString(there().resolve("Show/sub/b.bin"), "mine");

        assertThatThrownBy(() -> engine.storage().move(infoHash, there())).isInstanceOfSatisfying(
                EngineException.class,
                e -> assertThat(e.error()).isInstanceOf(WrongState.class));

        assertThat(there().resolve("Show/sub/b.bin")).hasContent("mine");
        assertThat(here().resolve("Show/a.bin")).hasSize(3_000_000);
        assertThat(here().resolve("Show/sub/b.bin")).hasSize(100_000);
        assertThat(find().downloadDir()).isEqualTo(here());
    }

    @Test
    void letsGoOfFilesThatAreMovedAndGoesOnElsewhereWithoutACheck() throws IOException {
        seed();

        var held = engine.hold(infoHash, Hold.MOVE, "moving");
        assertThat(held.state()).isEqualTo(TorrentState.MOVING);
        assertThat(held.reason()).isEqualTo("moving");
        assertThat(held.transfer().progress()).isEqualTo(1.0);
        assertThatThrownBy(() -> engine.command(infoHash, new TorrentCommand.Recheck()))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> assertThat(e.error()).isInstanceOf(WrongState.class));
        assertThat(engine.hold(infoHash, Hold.MOVE, "half way").reason()).isEqualTo("half way");
        Files.move(here(), there());
        var states = listener.heard(StateChanged.class).size();

        var back = engine.storage()
                .bringBack(
                        stored(there(), Set.of(), listener.resumeData(infoHash), Instant.now()),
                        Hold.MOVE);

        assertThat(back.holds()).isEmpty();
        assertThat(back.downloadDir()).isEqualTo(there());
        listener.awaitThat("seeding", () -> find().state() == TorrentState.SEEDING);
        assertThat(listener.heard(StateChanged.class).stream().skip(states))
                .extracting(StateChanged::to)
                .doesNotContain(TorrentState.DOWNLOADING, TorrentState.STALLED, TorrentState.FAILED);
        assertThat(listener.heard(RecordingListener.Completed.class)).hasSize(1);
        assertThat(here()).doesNotExist();
    }

    @Test
    void takesWishesWhileItsFilesAreAway() {
        seed();
        engine.hold(infoHash, Hold.ROOT, "gone");

        assertThat(engine.pause(infoHash).state()).isEqualTo(TorrentState.PAUSED);
        assertThat(engine.find(infoHash)).isNotNull();
        var wished = TorrentOptions.NONE.labelled("films", Set.of());
        assertThat(engine.configure(infoHash, wished).options()).isEqualTo(wished);
        var back = engine.storage()
                .bringBack(stored(here(), Set.of(Hold.USER), null, Instant.now()), Hold.ROOT);

        assertThat(back.state()).isEqualTo(TorrentState.PAUSED);
        assertThat(back.holds()).containsOnlyKeys(Hold.USER);
        assertThat(back.options()).isEqualTo(wished);
    }

    @Test
    void touchesNothingOfATorrentThatIsAddedWithoutItsRoot() throws IOException {
        seed();
        engine.pause(infoHash);
        var resume = listener.resumeData(infoHash);
        engine.remove(infoHash);
        var away = directory.resolve("away");
        Files.move(here(), away);

        var added = engine.add(stored(here(), Set.of(Hold.ROOT), resume, Instant.now()));

        assertThat(added.state()).isEqualTo(TorrentState.PAUSED);
        assertThat(added.reason()).contains("volume");
        assertThat(added.transfer().progress()).isEqualTo(1.0);
        assertThat(added.transfer().sizeBytes()).isEqualTo(3_100_000);
        assertThat(here()).doesNotExist();
        Files.move(away, here());
        engine.storage().bringBack(stored(here(), Set.of(), resume, Instant.now()), Hold.ROOT);
        listener.awaitThat("seeding", () -> find().state() == TorrentState.SEEDING);
        assertThat(listener.heard(Failure.class)).isEmpty();
    }

    @Test
    void removesWhatLibtorrentDoesNotHave() {
        engine.add(stored(directory.resolve("nowhere"), Set.of(Hold.ROOT), null, null));

        engine.remove(infoHash);

        assertThat(engine.torrents()).isEmpty();
        assertThat(directory.resolve("nowhere")).doesNotExist();
        engine.add(stored(here(), Set.of(), null, null));
        assertThat(engine.torrents()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(MetainfoFormat.class)
    void trustsDataWhoseSampleFits(MetainfoFormat format) throws IOException {
        make(format);

        engine.storage().addTrusted(stored(here(), Set.of(), null, null));

        listener.awaitThat("seeding", () -> find().state() == TorrentState.SEEDING);
        assertThat(listener.heard(Failure.class)).isEmpty();
        assertThat(find().transfer().progress()).isEqualTo(1.0);
    }

    @ParameterizedTest
    @EnumSource(MetainfoFormat.class)
    void checksAllWhereTheSampleDoesNotFit(MetainfoFormat format) throws IOException {
        make(format);
        var bytes = Files.readAllBytes(here().resolve("Show/a.bin"));
        bytes[0] ^= 1;
        Files.write(here().resolve("Show/a.bin"), bytes);

        engine.storage().addTrusted(stored(here(), Set.of(), null, null));

        assertThat(listener.await(Failure.class).reason()).contains("does not fit its hash");
        listener.awaitThat(
                "the check",
                () -> find().state() == TorrentState.STALLED
                        || find().state() == TorrentState.DOWNLOADING);
        assertThat(find().transfer().progress()).isLessThan(1.0);
    }

    @ParameterizedTest
    @EnumSource(MetainfoFormat.class)
    void noticesTheLastPiece(MetainfoFormat format) throws IOException {
        make(format);
        for (var file : List.of("Show/a.bin", "Show/sub/b.bin")) {
            var bytes = Files.readAllBytes(here().resolve(file));
            bytes[bytes.length - 1] ^= 1;
            Files.write(here().resolve(file), bytes);
        }

        engine.storage().addTrusted(stored(here(), Set.of(), null, null));

        assertThat(listener.await(Failure.class).reason()).contains("does not fit its hash");
    }

    @Test
    void trustsNoFileOfAnotherSize() throws IOException {
        Files.writeString(here().resolve("Show/sub/b.bin"), "short");

        engine.storage().addTrusted(stored(here(), Set.of(), null, null));

        assertThat(listener.await(Failure.class).reason()).contains("5 bytes and not 100000");
    }

    @Test
    void triesAFailedTorrentAgainByItself() throws IOException {
        var blocked = directory.resolve("blocked");
        Files.createDirectories(blocked);
        Files.writeString(blocked.resolve("Show"), "a file where a folder belongs");
        try (var seed = LibtorrentEngine.start(
                EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test"),
                new RecordingListener(),
                new RecordingListener())) {
            seed.add(stored(here(), Set.of(), null, null));
            engine.add(stored(blocked, Set.of(), null, null));
            var peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), seed.listenPort());
            engine.command(infoHash, new TorrentCommand.ConnectPeer(peer));

            listener.awaitThat("failure", () -> find().state() == TorrentState.FAILED);
            assertThat(find().reason()).contains("next try at 2");
            Files.delete(blocked.resolve("Show"));
            listener.awaitThat("another try", () -> find().state() != TorrentState.FAILED);
            engine.command(infoHash, new TorrentCommand.ConnectPeer(peer));

            listener.await(RecordingListener.Completed.class);
        }
        assertThat(blocked.resolve("Show/a.bin")).hasSize(3_000_000);
    }

    private void seed() {
        engine.add(stored(here(), Set.of(), null, null));
        listener.await(RecordingListener.Completed.class);
        listener.resumeData(infoHash);
    }

    private void make(MetainfoFormat format) {
        var wanted = new NewMetainfo(
                here().resolve("Show"),
                format,
                PIECE,
                false,
                List.of(),
                List.of(),
                null,
                null);
        torrentFile = metainfo.create(wanted, HashingProgress.IGNORED);
        infoHash = metainfo.read(torrentFile).infoHashes().first();
    }

    private StoredTorrent stored(
            Path downloadDir,
            Set<Hold> holds,
            @Nullable Bencoded resumeData,
            @Nullable Instant completedAt) {
        var read = metainfo.read(torrentFile);
        return new StoredTorrent(
                read.infoHashes(),
                read.name(),
                null,
                new Bencoded(torrentFile),
                resumeData,
                downloadDir,
                holds,
                Instant.now(),
                completedAt,
                TorrentOptions.NONE.with(TransferMode.FORCE_START, true),
                Counters.ZERO);
    }

    private static void write(Path file, int size) throws IOException {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Files.write(file, bytes);
    }

    private Torrent find() {
        return Objects.requireNonNull(engine.find(infoHash));
    }

    private Path here() {
        return directory.resolve("here");
    }

    private Path there() {
        return directory.resolve("there");
    }
}
