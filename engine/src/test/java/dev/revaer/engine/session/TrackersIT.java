package dev.revaer.engine.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentCommand;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.create.NewMetainfo;
import dev.revaer.engine.event.EventData.TrackerStatusChanged;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import dev.revaer.engine.swarm.SwarmSources;
import dev.revaer.engine.swarm.Tracker;
import dev.revaer.engine.swarm.TrackerStatus;
import dev.revaer.engine.swarm.TrackerStatus.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A session and trackers of the test's own on loopback.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class TrackersIT {
    @TempDir
    Path directory;

    private final RecordingListener heard = new RecordingListener();
    private TestTracker tracker;
    private LibtorrentMetainfo metainfo;
    private LibtorrentEngine engine;
    private byte[] torrentFile;
    private InfoHash infoHash;

    @BeforeEach
    void start() throws IOException {
        metainfo = new LibtorrentMetainfo(directory.resolve("native"));
        var content = Files.createDirectories(directory.resolve("seed")).resolve("a.bin");
        var bytes = new byte[400_000];
        new Random(7).nextBytes(bytes);
        Files.write(content, bytes);
        torrentFile = metainfo.create(content);
        infoHash = metainfo.read(torrentFile).infoHashes().first();
        tracker = new TestTracker();
        engine = LibtorrentEngine.start(settings(), heard, heard);
    }

    @AfterEach
    void stop() {
        engine.close();
        tracker.close();
    }

    @Test
    void showsWhatTrackersSay() {
        engine.add(stored(List.of(new Tracker(tracker.url("a"), 0), new Tracker(tracker.url("b"), 3))));

        var row = await(tracker.url("a"), State.WORKING);

        assertThat(row.tier()).isZero();
        assertThat(row.seeds()).isEqualTo(3);
        assertThat(row.peers()).isEqualTo(5);
        assertThat(row.downloads()).isEqualTo(7);
        assertThat(row.lastError()).isNull();
        assertThat(row.fails()).isZero();
        assertThat(row.nextAnnounceAt())
                .isBetween(Instant.now().plusSeconds(1000), Instant.now().plusSeconds(2000));
        assertThat(find(tracker.url("b")).state()).isEqualTo(State.NOT_CONTACTED);
        assertThat(engine.swarm().trackers(infoHash)).extracting(TrackerStatus::tier).containsExactly(0, 3);
        heard.awaitThat("the counts of the swarm", () -> {
            var swarm = Objects.requireNonNull(engine.find(infoHash)).transfer().swarm();
            return swarm.allSeeds() == 3 && swarm.allPeers() == 8;
        });
    }

    @Test
    void tellsTheNextAnnounceByTheHashThatIsAnswered() {
        tracker.answerOnly(1);

        engine.add(stored(List.of(new Tracker(tracker.url("a"), 0))));

        assertThat(await(tracker.url("a"), State.WORKING).nextAnnounceAt())
                .isBetween(Instant.now().plusSeconds(1000), Instant.now().plusSeconds(2000));
    }

    @Test
    void saysWhyATrackerFails() {
        tracker.failWith("not registered here");
        engine.add(stored(List.of(new Tracker(tracker.url("a"), 0))));

        var row = await(tracker.url("a"), State.FAILED);

        assertThat(row.message()).isEqualTo("not registered here");
        assertThat(row.lastError()).isNotBlank();
        assertThat(row.fails()).isPositive();
        assertThat(row.nextAnnounceAt()).isAfter(Instant.now());
    }

    @Test
    void tellsOfATrackerOnceForEachChange() {
        engine.add(stored(List.of(new Tracker(tracker.url("a"), 0))));
        await(tracker.url("a"), State.WORKING);

        announceAgain("a");
        tracker.failWith("gone");
        announceAgain("a");
        heard.awaitThat("the failure", () -> heard.heard(TrackerStatusChanged.class).size() == 2);
        announceAgain("a");
        tracker.failWith("");
        announceAgain("a");
        heard.awaitThat("the recovery", () -> heard.heard(TrackerStatusChanged.class).size() == 3);

        assertThat(heard.heard(TrackerStatusChanged.class)).containsExactly(
                new TrackerStatusChanged(tracker.url("a"), "working", null),
                new TrackerStatusChanged(tracker.url("a"), "failed", "gone"),
                new TrackerStatusChanged(tracker.url("a"), "working", null));
    }

    @Test
    void tellsOfATrackerThatIsNotThere() throws IOException {
        String url;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = "http://127.0.0.1:" + taken.getLocalPort() + "/announce";
        }

        engine.add(stored(List.of(new Tracker(url, 0))));

        var told = heard.await(TrackerStatusChanged.class);
        assertThat(told.url()).isEqualTo(url);
        assertThat(told.status()).isEqualTo("failed");
        assertThat(told.message()).isNotBlank();
    }

    @Test
    void addsReplacesAndRemovesTrackers() {
        var a = new Tracker(tracker.url("a"), 0);
        var b = new Tracker(tracker.url("b"), 1);
        var c = new Tracker(tracker.url("c"), 2);
        engine.add(stored(List.of(a)));
        await(a.url(), State.WORKING);

        want(List.of(a, b));
        assertThat(rows()).containsExactly(a, b);
        assertThat(find(a.url()).state()).isEqualTo(State.WORKING);
        want(List.of(c, new Tracker(b.url(), 4)));
        assertThat(rows()).containsExactly(c, new Tracker(b.url(), 4));
        await(c.url(), State.WORKING);
        want(List.of());
        assertThat(rows()).isEmpty();
    }

    @Test
    void goesBackToTheTrackersOfItsMetainfo() throws IOException {
        var own = metainfoWithTrackers();
        engine.add(stored(own, null, SwarmSources.OF_METAINFO));
        var announced = rows();

        want(List.of(new Tracker(tracker.url("mine"), 0)));
        assertThat(rows()).containsExactly(new Tracker(tracker.url("mine"), 0));
        engine.configure(infoHash, TorrentOptions.NONE.with(TransferMode.FORCE_START, true));

        assertThat(announced).extracting(Tracker::url).containsExactly(tracker.url("own"));
        assertThat(rows()).isEqualTo(announced);
    }

    @Test
    void keepsItsTrackersOverARestart() throws IOException {
        var mine = List.of(new Tracker(tracker.url("mine"), 2));
        engine.add(stored(metainfoWithTrackers(), null, SwarmSources.OF_METAINFO.withTrackers(mine)));
        engine.pause(infoHash);
        var resume = heard.resumeData(infoHash);
        engine.close();
        engine = LibtorrentEngine.start(settings(), heard, heard);

        engine.add(stored(metainfoWithTrackers(), resume, SwarmSources.OF_METAINFO.withTrackers(mine)));
        assertThat(rows()).isEqualTo(mine);
        engine.remove(infoHash);
        engine.add(stored(metainfoWithTrackers(), resume, SwarmSources.OF_METAINFO));

        assertThat(rows()).extracting(Tracker::url).containsExactly(tracker.url("own"));
    }

    @Test
    void keepsItsTrackersWhenTheMetadataComes() throws IOException {
        var seeding = new RecordingListener();
        try (var seed = LibtorrentEngine.start(settings(), seeding, seeding)) {
            seed.add(stored(torrentFile, null, SwarmSources.OF_METAINFO));
            seeding.await(RecordingListener.Completed.class);
            tracker.addPeer(seed.listenPort());
            var magnet = "magnet:?xt=urn:btih:" + infoHash + "&ws=http%3A%2F%2F127.0.0.1%3A1%2Fa.bin";
            var wanted = SwarmSources.OF_METAINFO.withTrackers(List.of(new Tracker(tracker.url("a"), 1)));
            engine.add(
                    new StoredTorrent(
                            metainfo.readMagnet(magnet).infoHashes(),
                            "a.bin",
                            magnet,
                            null,
                            null,
                            directory.resolve("leech"),
                            false,
                            Instant.now(),
                            null).with(
                                    TorrentOptions.NONE.with(TransferMode.FORCE_START, true)
                                            .with(wanted)));

            heard.await(RecordingListener.Completed.class);

            assertThat(rows()).containsExactly(new Tracker(tracker.url("a"), 1));
            assertThat(engine.swarm().webSeeds(infoHash)).containsExactly("http://127.0.0.1:1/a.bin");
            assertThat(directory.resolve("leech/a.bin"))
                    .hasSameBinaryContentAs(directory.resolve("seed/a.bin"));
        }
    }

    @Test
    void announcesWhenToldTo() {
        engine.add(stored(List.of(new Tracker(tracker.url("a"), 0))));
        await(tracker.url("a"), State.WORKING);

        announceAgain("a");
        engine.pause(infoHash);

        assertThatThrownBy(() -> engine.command(infoHash, new TorrentCommand.Reannounce()))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> assertThat(e.error()).isInstanceOf(WrongState.class));
    }

    /// Until every announce that the command leads to is answered: one for each address and hash.
    private void announceAgain(String path) {
        var before = tracker.announces(path);
        // while the answer to an earlier announce is on its way, libtorrent begins no other
        awaitThat("an announce", () -> {
            engine.command(infoHash, new TorrentCommand.Reannounce());
            return tracker.announces(path) > before;
        });
        awaitThat(
                "the answer",
                () -> find(tracker.url(path)).state() != State.UPDATING && tracker.announces(path) > before);
    }

    private void want(List<Tracker> trackers) {
        engine.configure(
                infoHash,
                TorrentOptions.NONE.with(TransferMode.FORCE_START, true)
                        .with(SwarmSources.OF_METAINFO.withTrackers(trackers)));
    }

    private TrackerStatus await(String url, State state) {
        awaitThat(url + " " + state, () -> find(url).state() == state);
        return find(url);
    }

    private TrackerStatus find(String url) {
        return engine.swarm()
                .trackers(infoHash)
                .stream()
                .filter(row -> row.url().equals(url))
                .findFirst()
                .orElseThrow();
    }

    private List<Tracker> rows() {
        return engine.swarm()
                .trackers(infoHash)
                .stream()
                .map(row -> new Tracker(row.url(), row.tier()))
                .toList();
    }

    private static void awaitThat(String what, java.util.function.BooleanSupplier condition) {
        Waiting.until(what, condition);
    }

    private byte[] metainfoWithTrackers() throws IOException {
        var wanted = new NewMetainfo(
                directory.resolve("seed/a.bin"),
                NewMetainfo.of(directory).format(),
                null,
                false,
                List.of(List.of(tracker.url("own"))),
                List.of(),
                null,
                null);
        return metainfo.create(wanted, (_, _) -> {});
    }

    private EngineSettings settings() {
        return EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test");
    }

    private StoredTorrent stored(List<Tracker> trackers) {
        return stored(torrentFile, null, SwarmSources.OF_METAINFO.withTrackers(trackers));
    }

    private StoredTorrent stored(byte[] bytes, @Nullable Bencoded resume, SwarmSources sources) {
        var read = metainfo.read(bytes);
        return new StoredTorrent(
                read.infoHashes(),
                read.name(),
                null,
                new Bencoded(bytes),
                resume,
                directory.resolve("seed"),
                false,
                Instant.now(),
                null).with(TorrentOptions.NONE.with(TransferMode.FORCE_START, true).with(sources));
    }
}
