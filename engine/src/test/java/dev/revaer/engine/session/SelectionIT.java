package dev.revaer.engine.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import dev.revaer.engine.EngineError.BadPiece;
import dev.revaer.engine.EngineError.BadSelection;
import dev.revaer.engine.EngineError.MetadataMissing;
import dev.revaer.engine.EngineError.RenameRefused;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Metainfo;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentCommand.ConnectPeer;
import dev.revaer.engine.TorrentCommand.PieceDeadline;
import dev.revaer.engine.TorrentCommand.Recheck;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.event.EventData.SelectionReconciled;
import dev.revaer.engine.file.FileNames;
import dev.revaer.engine.file.FileStatus;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.selection.FilePriority;
import dev.revaer.engine.selection.Selection;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static dev.revaer.engine.selection.FilePriority.HIGH;
import static dev.revaer.engine.selection.FilePriority.NORMAL;
import static dev.revaer.engine.selection.FilePriority.SKIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What is wanted of a torrent's files, and what they are called, in a swarm of real sessions.
/// The torrent is a hybrid: pad files take every other index.
@Execution(ExecutionMode.CONCURRENT)
class SelectionIT {
    private static final int FILE_SIZE = 1_500_000;
    private static final TorrentOptions STARTED = TorrentOptions.NONE.with(TransferMode.FORCE_START, true);
    private static final TorrentOptions ONLY_A = STARTED.with(
            new Selection(List.of("a.*"), List.of(), false, Map.of()));

    @TempDir
    Path directory;

    private final List<LibtorrentEngine> engines = new ArrayList<>();
    private final RecordingListener leeching = new RecordingListener();
    private MetainfoReader reader;
    private byte[] torrentFile;
    private Metainfo metainfo;
    private InfoHash infoHash;
    private LibtorrentEngine seed;
    private LibtorrentEngine leech;

    @BeforeEach
    void startASwarm() throws IOException {
        reader = new LibtorrentMetainfo(directory.resolve("native"));
        var content = Files.createDirectories(directory.resolve("seed/Show"));
        var random = new Random(11);
        for (var name : List.of("a.bin", "b.bin", "c.bin")) {
            var bytes = new byte[FILE_SIZE];
            random.nextBytes(bytes);
            Files.write(content.resolve(name), bytes);
        }
        torrentFile = reader.create(content);
        metainfo = reader.read(torrentFile);
        infoHash = metainfo.infoHashes().first();
        seed = seed();
        leech = engine(leeching);
    }

    @AfterEach
    void stop() {
        engines.forEach(LibtorrentEngine::close);
    }

    @Test
    void downloadsOfAMagnetOnlyWhatIsWanted() {
        leech.add(magnet(ONLY_A));

        var completed = leeching.await(RecordingListener.Completed.class).torrent();

        assertThat(completed.transfer().sizeBytes()).isEqualTo(FILE_SIZE);
        assertThat(priorities(leech)).containsExactly(NORMAL, SKIP, SKIP);
        assertThat(show("a.bin")).hasSameBinaryContentAs(directory.resolve("seed/Show/a.bin"));
        assertThat(show("b.bin")).doesNotExist();
        assertThat(show("c.bin")).doesNotExist();
        assertThat(leeching.heard(Failure.class)).isEmpty();
        assertThat(leeching.heard(SelectionReconciled.class)).isEmpty();
        assertThat(leech.files().files(infoHash)).extracting(FileStatus::progress).first().isEqualTo(1.0);
    }

    @Test
    void takesAllOfAMagnetWhoseSelectionMatchesNothing() {
        leech.add(magnet(select("*.iso")));

        assertThat(leeching.await(Failure.class).reason()).contains("no file");
        assertThat(leeching.await(RecordingListener.Completed.class).torrent().transfer().sizeBytes())
                .isEqualTo(3L * FILE_SIZE);
    }

    @Test
    void choosesFromAMagnetBeforeItsFilesAreKnown() {
        var stored = magnet(STARTED);
        leech.add(
                new StoredTorrent(
                        stored.infoHashes(),
                        stored.name(),
                        "magnet:?xt=urn:btih:" + infoHash,
                        null,
                        null,
                        target(),
                        false,
                        Instant.now(),
                        null).with(STARTED));

        assertThatThrownBy(() -> leech.files().files(infoHash)).isInstanceOfSatisfying(
                EngineException.class,
                e -> assertThat(e.error()).isEqualTo(new MetadataMissing(infoHash)));
        leech.configure(infoHash, ONLY_A);
        leech.command(
                infoHash,
                new ConnectPeer(new InetSocketAddress(InetAddress.getLoopbackAddress(), seed.listenPort())));
        leeching.await(RecordingListener.Completed.class);

        assertThat(priorities(leech)).containsExactly(NORMAL, SKIP, SKIP);
        assertThat(show("b.bin")).doesNotExist();
    }

    @Test
    void downloadsMoreWhenMoreIsWantedAndSaysSo() {
        leech.add(magnet(ONLY_A));
        leeching.await(RecordingListener.Completed.class);
        leeching.awaitThat("seeding", () -> find(leech).state() == TorrentState.SEEDING);

        var grown = leech.configure(infoHash, select("[ab].bin"));

        assertThat(grown.state()).isIn(TorrentState.DOWNLOADING, TorrentState.STALLED);
        assertThat(grown.transfer().sizeBytes()).isEqualTo(2L * FILE_SIZE);
        connectToASeed();
        leeching.awaitThat(
                "the second completion",
                () -> leeching.heard(RecordingListener.Completed.class).size() == 2);
        leeching.awaitThat("seeding", () -> find(leech).state() == TorrentState.SEEDING);
        assertThat(show("b.bin")).hasSameBinaryContentAs(directory.resolve("seed/Show/b.bin"));
        assertThat(show("c.bin")).doesNotExist();
        assertThat(leeching.heard(RecordingListener.Completed.class)).hasSize(2);
    }

    @Test
    void keepsWhatIsWantedThroughARecheckAndARestart() throws IOException {
        var ends = ONLY_A.with(TransferMode.FIRST_LAST_PIECES, true);
        leech.add(magnet(ends));
        leeching.await(RecordingListener.Completed.class);
        damage(show("a.bin"));

        leech.command(infoHash, new Recheck());
        leeching.awaitThat(
                "the damage to be found",
                () -> find(leech).state() == TorrentState.DOWNLOADING
                        || find(leech).state() == TorrentState.STALLED);
        connectToASeed();
        leeching.awaitThat(
                "the second completion",
                () -> leeching.heard(RecordingListener.Completed.class).size() == 2);

        assertThat(show("a.bin")).hasSameBinaryContentAs(directory.resolve("seed/Show/a.bin"));
        assertThat(show("b.bin")).doesNotExist();
        assertThat(priorities(leech)).containsExactly(NORMAL, SKIP, SKIP);
        assertThat(leeching.heard(SelectionReconciled.class)).isEmpty();
        leech.close();
        var again = new RecordingListener();
        var restarted = engine(again);
        restarted.add(stored(ends, leeching.resumeData(infoHash)));
        again.awaitThat("seeding", () -> find(restarted).state() == TorrentState.SEEDING);
        assertThat(priorities(restarted)).containsExactly(NORMAL, SKIP, SKIP);
        assertThat(again.heard(SelectionReconciled.class)).isEmpty();
        assertThat(again.heard(RecordingListener.Completed.class)).isEmpty();
        assertThat(find(restarted).transfer().sizeBytes()).isEqualTo(FILE_SIZE);
    }

    @Test
    void setsRightWhatTheResumeDataHasOtherwise() {
        leech.add(magnet(ONLY_A));
        leeching.await(RecordingListener.Completed.class);
        leech.close();
        var again = new RecordingListener();
        var restarted = engine(again);

        restarted.add(stored(select("b.bin"), leeching.resumeData(infoHash)));

        assertThat(again.await(SelectionReconciled.class).files()).isEqualTo(2);
        assertThat(priorities(restarted)).containsExactly(SKIP, NORMAL, SKIP);
    }

    @Test
    void answersOnceLibtorrentWantsTheSame() {
        leech.add(stored(STARTED, null));

        leech.configure(
                infoHash,
                STARTED.with(new Selection(List.of(), List.of("c.*"), false, Map.of(2, HIGH))));

        assertThat(priorities(leech)).containsExactly(NORMAL, HIGH, SKIP);
        assertThat(find(leech).transfer().sizeBytes()).isEqualTo(2L * FILE_SIZE);
    }

    @Test
    void refusesASelectionThatLeavesNothing() {
        leech.add(stored(STARTED, null));

        assertThatThrownBy(() -> leech.files().check(infoHash, select("*.iso").selection()))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> assertThat(e.error()).isInstanceOf(BadSelection.class));
        assertThatThrownBy(
                () -> leech.files()
                        .check(infoHash, new Selection(List.of(), List.of(), false, Map.of(9, HIGH))))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> assertThat(e.error()).isEqualTo(
                                new BadSelection("priorities/9", "no file has the index 9")));
    }

    @Test
    void showsPiecesAndBoundsDeadlines() {
        leech.add(magnet(ONLY_A));
        leeching.await(RecordingListener.Completed.class);

        var pieces = leech.files().pieces(infoHash);

        assertThat(pieces.count())
                .isEqualTo(3 * ((FILE_SIZE + pieces.pieceLength() - 1) / pieces.pieceLength()));
        assertThat(pieces.have()[0] & 0x80).isEqualTo(0x80);
        assertThat(pieces.have()[pieces.have().length - 1]).isZero();
        assertThatThrownBy(
                () -> leech.command(infoHash, new PieceDeadline(pieces.count(), Duration.ofSeconds(1))))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> assertThat(e.error())
                                .isEqualTo(new BadPiece(pieces.count(), pieces.count())));
        leech.command(infoHash, new PieceDeadline(pieces.count() - 1, Duration.ofSeconds(1)));
    }

    @Test
    void renamesAndSeedsUnderTheNewNameAfterARestart() {
        leech.add(magnet(STARTED));
        leeching.await(RecordingListener.Completed.class);
        var names = FileNames.withFile(metainfo.files(), Map.of(), 2, "Show/sub/b2.bin");
        var all = FileNames.withFolder(metainfo.files(), names, "Show", "Series");
        leech.files().check(infoHash, all);

        var renamed = leech.configure(infoHash, STARTED.renamed(all));

        assertThat(renamed.contentPath()).isEqualTo(target().resolve("Series"));
        assertThat(target().resolve("Series/sub/b2.bin"))
                .hasSameBinaryContentAs(directory.resolve("seed/Show/b.bin"));
        assertThat(show("a.bin")).doesNotExist();
        assertThat(leech.files().files(infoHash)).extracting(FileStatus::path)
                .containsExactly("Series/a.bin", "Series/sub/b2.bin", "Series/c.bin");
        leech.close();
        var again = new RecordingListener();
        var restarted = engine(again);
        restarted.add(stored(STARTED.renamed(all), leeching.resumeData(infoHash)));
        again.awaitThat("seeding", () -> find(restarted).state() == TorrentState.SEEDING);
        assertThat(again.heard(Failure.class)).isEmpty();
        var fresh = new RecordingListener();
        var other = engine(fresh);
        seed.close();
        other.add(magnetFrom(restarted, directory.resolve("other"), STARTED));
        fresh.await(RecordingListener.Completed.class);
        assertThat(directory.resolve("other/Show/b.bin"))
                .hasSameBinaryContentAs(directory.resolve("seed/Show/b.bin"));
    }

    @Test
    void finishesARenameThatACrashCutShort() {
        leech.add(magnet(STARTED));
        leeching.await(RecordingListener.Completed.class);
        leech.close();
        var again = new RecordingListener();
        var restarted = engine(again);
        seed.close();

        restarted.add(
                stored(STARTED.renamed(Map.of(0, "Show/new.bin")), leeching.resumeData(infoHash)));
        again.awaitThat("seeding", () -> find(restarted).state() == TorrentState.SEEDING);

        assertThat(show("new.bin")).hasSameBinaryContentAs(directory.resolve("seed/Show/a.bin"));
        assertThat(show("a.bin")).doesNotExist();
        assertThat(again.heard(Failure.class)).isEmpty();
    }

    @Test
    void keepsTheOldNameIfTheDiskRefusesTheNew() throws IOException {
        leech.add(magnet(STARTED));
        leeching.await(RecordingListener.Completed.class);
        Files.writeString(show("taken"), "a file where a folder would have to be");

        assertThatThrownBy(() -> leech.files().check(infoHash, Map.of(0, "Show/taken")))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> assertThat(e.error()).isInstanceOf(RenameRefused.class));
        assertThatThrownBy(
                () -> leech.configure(
                        infoHash,
                        STARTED.renamed(Map.of(0, "Show/taken/a.bin", 2, "Show/b2.bin"))))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> assertThat(e.error()).isInstanceOf(RenameRefused.class));

        assertThat(find(leech).options().renamedFiles()).isEmpty();
        leeching.awaitThat("the old name", () -> Files.exists(show("b.bin")));
        assertThat(show("a.bin")).exists();
        assertThat(leech.pause(infoHash).state()).isEqualTo(TorrentState.PAUSED);
    }

    private static TorrentOptions select(String glob) {
        return STARTED.with(new Selection(List.of(glob), List.of(), false, Map.of()));
    }

    private static void damage(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(100), FILE_SIZE / 2);
        }
    }

    /// One that the leech has not met yet, so that nothing keeps it from connecting at once.
    private void connectToASeed() {
        var port = seed().listenPort();
        leech.command(
                infoHash,
                new ConnectPeer(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    private List<FilePriority> priorities(LibtorrentEngine engine) {
        return engine.files().files(infoHash).stream().map(FileStatus::priority).toList();
    }

    private LibtorrentEngine engine(RecordingListener listener) {
        var engine = LibtorrentEngine
                .start(
                        EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test"),
                        listener,
                        listener);
        engines.add(engine);
        return engine;
    }

    private LibtorrentEngine seed() {
        var listener = new RecordingListener();
        var engine = engine(listener);
        engine.add(
                new StoredTorrent(
                        metainfo.infoHashes(),
                        metainfo.name(),
                        null,
                        new Bencoded(torrentFile),
                        null,
                        directory.resolve("seed"),
                        false,
                        Instant.now(),
                        null).with(STARTED));
        listener.await(RecordingListener.Completed.class);
        return engine;
    }

    private StoredTorrent magnet(TorrentOptions options) {
        return magnetFrom(seed, target(), options);
    }

    private StoredTorrent magnetFrom(LibtorrentEngine from, Path into, TorrentOptions options) {
        var uri = "magnet:?xt=urn:btih:" + infoHash + "&x.pe=127.0.0.1:" + from.listenPort();
        var read = reader.readMagnet(uri);
        return new StoredTorrent(
                read.infoHashes(),
                read.name(),
                uri,
                null,
                null,
                into,
                false,
                Instant.now(),
                null).with(options);
    }

    private StoredTorrent stored(TorrentOptions options, @Nullable Bencoded resumeData) {
        return new StoredTorrent(
                metainfo.infoHashes(),
                metainfo.name(),
                null,
                new Bencoded(torrentFile),
                resumeData,
                target(),
                false,
                Instant.now(),
                resumeData == null ? null : Instant.now()).with(options);
    }

    private Torrent find(LibtorrentEngine engine) {
        return Objects.requireNonNull(engine.find(infoHash));
    }

    private Path target() {
        return directory.resolve("leech");
    }

    private Path show(String name) {
        return target().resolve("Show").resolve(name);
    }
}
