package dev.revaer.app.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.revaer.api.torrent.TorrentCatalog.NewTorrent;
import dev.revaer.app.Patience;
import dev.revaer.app.SeedingPeer;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.EngineError;
import dev.revaer.engine.EngineError.BadDownloadDir;
import dev.revaer.engine.EngineError.DuplicateTorrent;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineError.UnreadableMagnet;
import dev.revaer.engine.EngineError.UnreadableMetainfo;
import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentCommand;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.EventType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static dev.revaer.app.database.schema.Tables.EVENT;
import static dev.revaer.app.database.schema.Tables.FSOPS_JOB;
import static dev.revaer.app.database.schema.Tables.TORRENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(120)
class CatalogIT {
    @TempDir
    private Path temp;
    private Path directory;
    private DatabaseAddress database;
    private ServiceFixture service;
    private byte[] metainfo;
    private InfoHash infoHash;

    @BeforeEach
    void start() throws IOException {
        directory = temp.toRealPath();
        database = DatabaseFixture.freshDatabase();
        service = ServiceFixture.start(directory, database);
        makeShow(directory.resolve("origin/Show"));
        metainfo = reader().create(directory.resolve("origin/Show"));
        infoHash = reader().read(metainfo).infoHashes().first();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void downloadsByMagnetAndBringsEveryTorrentBackAfterARestart() throws Exception {
        var waiting = torrentOf("Waiting", 1);
        try (var seed = SeedingPeer.of(directory.resolve("origin/Show"), directory.resolve("native"))) {
            service.add(seed.magnet());
            service.catalog().add(new NewTorrent(null, null, waiting, null, true));
            service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
        }
        var before = Objects.requireNonNull(service.catalog().get(infoHash).torrent().completedAt());

        restart();

        var torrents = service.catalog().torrents();
        assertThat(torrents).extracting("name").containsExactly("Show", "Waiting");
        assertThat(torrents.get(1).state()).isEqualTo(TorrentState.PAUSED);
        assertThat(torrents.get(0).completedAt()).isBetween(before.minusMillis(1), before.plusMillis(1));
        assertThat(downloads().resolve("Show/a.bin"))
                .hasSameBinaryContentAs(directory.resolve("origin/Show/a.bin"));
        Patience.until("seeding again", () -> stateOf(infoHash) == TorrentState.SEEDING);
        assertThat(typesOf(infoHash)).containsOnlyOnce("torrent_added", "metadata_received", "completed");
    }

    @Test
    void staysPausedOrGoingOverARestart() throws Exception {
        var other = service.add(torrentOf("Other", 2));
        service.add(metainfo);
        service.catalog().pause(infoHash);
        service.catalog().pause(other);
        service.catalog().resume(other);

        restart();

        assertThat(stateOf(infoHash)).isEqualTo(TorrentState.PAUSED);
        Patience.until(
                "the other one going",
                () -> stateOf(other) == TorrentState.STALLED
                        || stateOf(other) == TorrentState.DOWNLOADING);
    }

    @Test
    void bringsMoreTorrentsBackThanItReadsAtOnce() throws IOException {
        var added = IntStream.range(0, 120)
                .mapToObj(number -> new InfoHash("%040x".formatted(1 + number * 7919 % 120)))
                .toList();
        added.forEach(
                hash -> service.catalog().add(new NewTorrent(magnet(hash), null, new byte[0], null, true)));

        restart();

        assertThat(service.catalog().torrents()).extracting(Torrent::infoHash)
                .containsExactlyElementsOf(added);
    }

    @Test
    void refusesTheSameTorrentByEitherHash() {
        service.add(metainfo);

        for (var hash : reader().read(metainfo).infoHashes().all()) {
            assertRefused(() -> service.add(magnet(hash)), new DuplicateTorrent(infoHash));
        }
        assertRefused(() -> service.add(metainfo), new DuplicateTorrent(infoHash));
        assertThat(service.catalog().torrents()).hasSize(1);
    }

    @Test
    void letsExactlyOneOfManyAddsAtOnceWin() throws Exception {
        var begin = new CountDownLatch(1);
        var refused = new ArrayList<Throwable>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var adds = new ArrayList<Future<InfoHash>>();
            for (int i = 0; i < 10; i++) {
                Callable<InfoHash> add = i % 2 == 0
                        ? () -> service.add(metainfo)
                        : () -> service.add(magnet(infoHash));
                adds.add(threads.submit(() -> {
                    begin.await();
                    return add.call();
                }));
            }
            begin.countDown();
            for (var add : adds) {
                try {
                    assertThat(add.get()).isEqualTo(infoHash);
                } catch (ExecutionException e) {
                    refused.add(e.getCause());
                }
            }
        }

        assertThat(refused).hasSize(9)
                .allSatisfy(e -> assertRefused(() -> {
                    throw e;
                }, new DuplicateTorrent(infoHash)));
        assertThat(service.sql().fetchCount(TORRENT)).isEqualTo(1);
        assertThat(typesOf(infoHash)).containsOnlyOnce("torrent_added").doesNotContain("torrent_removed");
    }

    @Test
    void forgetsATorrentButKeepsItsData() throws Exception {
        downloaded();

        service.catalog().remove(infoHash, false);

        assertThat(downloads().resolve("Show/a.bin")).exists();
        assertThat(service.sql().fetchCount(TORRENT)).isZero();
        assertThat(service.sql().fetchCount(FSOPS_JOB)).isZero();
        assertNotFound();
        var removed = service.eventsUntil(infoHash, EventType.TORRENT_REMOVED).getLast();
        assertThat(removed.path("data").path("deletedData").asBoolean(true)).isFalse();
    }

    @Test
    void deletesTheTorrentsOwnFilesAndNothingElse() throws Exception {
        downloaded();
        var foreign = Files.writeString(downloads().resolve("Show/subs/mine.srt"), "mine");

        service.catalog().remove(infoHash, true);

        assertThat(foreign).hasContent("mine");
        assertThat(downloads().resolve("Show/a.bin")).doesNotExist();
        assertThat(downloads().resolve("Show/subs/b.srt")).doesNotExist();
        assertThat(downloads().resolve("Show/extras")).doesNotExist();
        assertThat(directory.resolve("data/library/Show/a.bin")).exists();
        var removed = service.eventsUntil(infoHash, EventType.TORRENT_REMOVED).getLast();
        assertThat(removed.path("data").path("deletedData").asBoolean()).isTrue();
    }

    @Test
    void deletesNothingThroughALink() throws Exception {
        downloaded();
        var outside = Files.createDirectories(directory.resolve("outside"));
        Files.writeString(outside.resolve("b.srt"), "another's");
        Files.delete(downloads().resolve("Show/subs/b.srt"));
        Files.delete(downloads().resolve("Show/subs"));
        Files.createSymbolicLink(downloads().resolve("Show/subs"), outside);
        Files.delete(downloads().resolve("Show/a.bin"));
        Files.createSymbolicLink(downloads().resolve("Show/a.bin"), outside.resolve("b.srt"));

        service.catalog().remove(infoHash, true);

        assertThat(outside.resolve("b.srt")).hasContent("another's");
        assertThat(downloads().resolve("Show/extras")).doesNotExist();
    }

    @Test
    void finishesARemovalThatWasCutShort() throws Exception {
        downloaded();
        service.sql().update(TORRENT).set(TORRENT.REMOVAL, "deleteData").execute();

        restart();

        assertThat(downloads().resolve("Show")).doesNotExist();
        assertThat(service.sql().fetchCount(TORRENT)).isZero();
        assertThat(service.catalog().torrents()).isEmpty();
        assertThat(service.jobs().progress(infoHash)).isNull();
        assertThat(typesOf(infoHash)).containsOnlyOnce("torrent_removed");
    }

    @Test
    void startsAlthoughARemovalCannotBeFinished() throws Exception {
        var other = service.add(torrentOf("Other", 2));
        downloaded();
        service.sql()
                .update(TORRENT)
                .set(TORRENT.REMOVAL, "deleteData")
                .set(TORRENT.METAINFO, new byte[]{'x'})
                .where(TORRENT.INFO_HASH.eq(infoHash.hex()))
                .execute();

        restart();

        assertThat(service.catalog().get(other).torrent().name()).isEqualTo("Other");
        assertThat(reasonOf(infoHash)).contains("removal could not be finished");
        service.catalog().remove(infoHash, false);
        assertThat(service.sql().fetchCount(TORRENT)).isEqualTo(1);
    }

    @Test
    void startsTheOthersWhenOneTorrentCannotBeStarted() throws Exception {
        var other = service.add(torrentOf("Other", 2));
        service.add(metainfo);
        service.sql()
                .update(TORRENT)
                .set(TORRENT.METAINFO, new byte[]{'x'})
                .where(TORRENT.INFO_HASH.eq(infoHash.hex()))
                .execute();

        restart();

        assertThat(service.catalog().torrents()).extracting(Torrent::infoHash)
                .containsExactly(other, infoHash);
        assertThat(reasonOf(infoHash)).contains("could not be started");
        var failed = service.catalog().get(infoHash).torrent();
        assertThat(failed.state()).isEqualTo(TorrentState.FAILED);
        assertThat(failed.reason()).contains("could not be started");
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> service.catalog().resume(infoHash))
                .satisfies(e -> assertThat(e.error()).isInstanceOf(UnreadableMetainfo.class));
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> service.catalog().command(infoHash, new TorrentCommand.Recheck()))
                .satisfies(e -> assertThat(e.error()).isInstanceOf(WrongState.class));
        for (var hash : reader().read(metainfo).infoHashes().all()) {
            assertRefused(() -> service.add(magnet(hash)), new DuplicateTorrent(infoHash));
        }
        service.catalog().remove(infoHash, false);
        assertThat(service.add(metainfo)).isEqualTo(infoHash);
    }

    @Test
    void marksQueuesAndTellsACompletionAllAtOnce() throws Exception {
        service.sql()
                .execute(
                        """
                                create function refuse() returns trigger language plpgsql as
                                $$ begin raise 'full' using errcode = '53100'; end $$""");
        service.sql()
                .execute(
                        """
                                create trigger refuse before insert on event for each row
                                when (new.type = 'completed') execute function refuse()""");
        copyShow();
        service.add(metainfo);
        Patience.until("the completion being refused", () -> service.bus().failure() != null);
        assertThat(completedAt()).isNull();
        assertThat(service.sql().fetchCount(FSOPS_JOB)).isZero();

        service.sql().execute("drop trigger refuse on event");

        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
        assertThat(completedAt()).isNotNull();
        assertThat(service.sql().fetchCount(FSOPS_JOB)).isEqualTo(1);
        assertThat(typesOf(infoHash)).containsOnlyOnce("completed");
        assertThat(service.bus().failure()).isNull();
    }

    @Test
    void takesBackWhatTheEngineRefuses() throws Exception {
        var inTheWay = Files.writeString(downloads().resolve("file"), "");

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(
                        () -> service.catalog()
                                .add(new NewTorrent(null, null, metainfo, inTheWay.resolve("below"), false)));

        service.eventsUntil(infoHash, EventType.TORRENT_REMOVED);
        assertThat(service.sql().fetchCount(TORRENT)).isZero();
        assertThat(service.add(metainfo)).isEqualTo(infoHash);
    }

    @Test
    void downloadsBelowTheRootAlone() throws Exception {
        var outside = Files.createDirectories(directory.resolve("outside"));
        Files.createSymbolicLink(downloads().resolve("link"), outside);
        var below = downloads().resolve("films/2026");

        for (var bad : List.of(
                outside,
                Path.of("/"),
                downloads().resolve(".."),
                downloads().resolve("not-there/../../outside"),
                downloads().resolveSibling("downloads2"),
                downloads().resolve("link"),
                downloads().resolve("link/deeper"))) {
            assertThatExceptionOfType(EngineException.class).as(bad.toString())
                    .isThrownBy(
                            () -> service.catalog().add(new NewTorrent(null, null, metainfo, bad, false)))
                    .satisfies(e -> assertThat(e.error()).isInstanceOf(BadDownloadDir.class));
        }
        assertThat(outside).isEmptyDirectory();
        var added = service.catalog().add(new NewTorrent(null, null, metainfo, below, false));
        assertThat(added.torrent().downloadDir()).isEqualTo(below);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dn=a%00b", "dn=%C0%80", "dn=%ED%A0%80", "dn=\ud800", "dn=%F0%9F%98%80",
            "dn=%FF%FE"})
    void takesAMagnetWithAHostileName(String name) throws Exception {
        service.add(magnet(infoHash) + "&" + name);
        var harmless = service.add(torrentOf("Harmless", 3));

        service.eventsUntil(harmless, EventType.TORRENT_ADDED);
        assertThat(typesOf(infoHash)).contains("torrent_added");
        assertThat(service.catalog().get(infoHash).torrent().name()).doesNotContain("\0", "\ud800");
    }

    @Test
    void refusesAMagnetWithANulCharacter() {
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> service.add(magnet(infoHash) + "\0"))
                .satisfies(e -> assertThat(e.error()).isInstanceOf(UnreadableMagnet.class));
        assertThat(service.sql().fetchCount(TORRENT)).isZero();
    }

    @Test
    void saysWhichTorrentIsNotThere() {
        assertNotFound();
        assertRefused(() -> service.catalog().pause(infoHash), new TorrentNotFound(infoHash));
        assertRefused(() -> service.catalog().resume(infoHash), new TorrentNotFound(infoHash));
        assertRefused(() -> service.catalog().remove(infoHash, true), new TorrentNotFound(infoHash));
    }

    private void restart() throws IOException {
        service.close();
        service = ServiceFixture.start(directory, database);
    }

    /// Has the torrent and all its data, without a swarm.
    private void downloaded() throws Exception {
        copyShow();
        service.add(metainfo);
        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
        Patience.until("the job's end", () -> !service.jobs().isRunning(infoHash));
    }

    private void copyShow() throws IOException {
        makeShow(downloads().resolve("Show"));
    }

    private static void makeShow(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("subs"));
        Files.createDirectories(folder.resolve("extras"));
        var bytes = new byte[1_000_000];
        new Random(7).nextBytes(bytes);
        Files.write(folder.resolve("a.bin"), bytes);
        Files.writeString(folder.resolve("subs/b.srt"), "hello");
        Files.writeString(folder.resolve("extras/c.txt"), "more");
    }

    private byte[] torrentOf(String name, int seed) throws IOException {
        var bytes = new byte[100_000];
        new Random(seed).nextBytes(bytes);
        return reader().create(Files.write(directory.resolve("origin/" + name), bytes));
    }

    private MetainfoReader reader() {
        return service.bean(MetainfoReader.class);
    }

    private Path downloads() {
        return service.options().downloadDir();
    }

    private TorrentState stateOf(InfoHash hash) {
        return service.catalog().get(hash).torrent().state();
    }

    private @Nullable Instant completedAt() {
        return service.sql().select(TORRENT.COMPLETED_AT).from(TORRENT).fetchSingle(TORRENT.COMPLETED_AT);
    }

    private List<String> typesOf(InfoHash hash) {
        return service.sql()
                .select(EVENT.TYPE)
                .from(EVENT)
                .where(EVENT.INFO_HASH.eq(hash.hex()))
                .orderBy(EVENT.ID)
                .fetch(EVENT.TYPE);
    }

    private String reasonOf(InfoHash hash) throws InterruptedException {
        JsonNode failure = service.eventsUntil(hash, EventType.FAILURE).getLast();
        return failure.path("data").path("reason").asString();
    }

    private static String magnet(InfoHash hash) {
        return "magnet:?xt=urn:" + (hash.isV1() ? "btih:" : "btmh:1220") + hash;
    }

    private void assertNotFound() {
        assertRefused(() -> service.catalog().get(infoHash), new TorrentNotFound(infoHash));
    }

    private static void assertRefused(ThrowingCallable call, EngineError error) {
        assertThatExceptionOfType(EngineException.class).isThrownBy(call)
                .satisfies(e -> assertThat(e.error()).isEqualTo(error));
    }
}
