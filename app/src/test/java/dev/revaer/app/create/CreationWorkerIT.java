package dev.revaer.app.create;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import dev.revaer.api.create.CreationState;
import dev.revaer.api.create.Creations.Creation;
import dev.revaer.api.problem.ApiError;
import dev.revaer.api.problem.ApiError.CannotCreateNow;
import dev.revaer.api.problem.ApiError.CreationNotCompleted;
import dev.revaer.api.problem.ApiError.CreationNotFound;
import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.Patience;
import dev.revaer.engine.EngineError.BadDownloadDir;
import dev.revaer.engine.EngineError.DuplicateTorrent;
import dev.revaer.engine.EngineError.UnshareableContent;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.create.NewMetainfo;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class CreationWorkerIT {
    private static final long HOURS_OF_HASHING = 1L << 41;

    @TempDir
    private Path temp;
    private Path directory;
    private Path downloads;
    private Path library;
    private LibtorrentMetainfo metainfo;
    private CreationWorker worker;
    private final List<Path> seeded = new CopyOnWriteArrayList<>();
    private volatile @Nullable EngineException refusal;

    @BeforeEach
    void start() throws IOException {
        directory = temp.toRealPath();
        downloads = Files.createDirectories(directory.resolve("data/downloads"));
        library = Files.createDirectories(directory.resolve("data/library"));
        metainfo = new LibtorrentMetainfo(directory.resolve("native"));
        worker = startWorker();
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void makesATorrentThatOutlivesARestart() throws Exception {
        var wanted = new NewMetainfo(
                file("Show.bin", 100_000),
                MetainfoFormat.V1,
                32_768,
                true,
                List.of(List.of("http://a.test/x", "udp://b.test:1"), List.of("http://c.test")),
                List.of("http://seed.test/"),
                "a comment",
                "SITE");
        var made = await(worker.start(wanted, false), CreationState.COMPLETED);
        var bytes = worker.metainfo(made.id());

        restart();

        assertThat(worker.all()).containsExactly(made);
        assertThat(worker.metainfo(made.id())).isEqualTo(bytes);
        assertThat(made.wanted()).isEqualTo(wanted);
        assertThat(made.infoHashes()).isEqualTo(metainfo.read(bytes).infoHashes());
        assertThat(made.bytesDone()).isEqualTo(100_000).isEqualTo(made.bytesTotal());
        assertThat(made.endedAt()).isAfterOrEqualTo(made.requestedAt());
        assertThat(metainfo.read(bytes).isPrivate()).isTrue();
        assertThat(seeded).isEmpty();
    }

    @Test
    void showsHowFarItHasComeAndStopsWhenCancelled() throws Exception {
        var long_ = worker.start(NewMetainfo.of(longFile()), false);
        var next = worker.start(NewMetainfo.of(file("next", 10)), false);
        Patience.until("some of it being hashed", () -> worker.get(long_.id()).bytesDone() > 1_000_000);
        assertThat(worker.get(long_.id()).bytesTotal()).isEqualTo(HOURS_OF_HASHING);
        assertThat(worker.get(next.id()).state()).isEqualTo(CreationState.QUEUED);
        assertRefused(() -> worker.metainfo(long_.id()), new CreationNotCompleted(long_.id(), "running"));

        worker.remove(long_.id());

        assertThat(worker.get(long_.id()).state()).isEqualTo(CreationState.CANCELLED);
        await(next, CreationState.COMPLETED);
        restart();
        assertThat(worker.get(long_.id()).state()).isEqualTo(CreationState.CANCELLED);
        worker.remove(long_.id());
        assertRefused(() -> worker.get(long_.id()), new CreationNotFound(long_.id()));
    }

    @Test
    void cancelsWhatStillWaits() throws Exception {
        var long_ = worker.start(NewMetainfo.of(longFile()), false);
        var waiting = worker.start(NewMetainfo.of(file("waiting", 10)), true);
        var next = worker.start(NewMetainfo.of(file("next", 10)), false);

        worker.remove(waiting.id());
        worker.remove(long_.id());

        await(next, CreationState.COMPLETED);
        assertThat(worker.get(waiting.id()).state()).isEqualTo(CreationState.CANCELLED);
        assertThat(seeded).isEmpty();
    }

    @Test
    void goesOnAfterARestartWithWhatWasNotMade() throws Exception {
        var content = longFile();
        var running = worker.start(NewMetainfo.of(content), false);
        var waiting = worker.start(NewMetainfo.of(file("waiting", 10)), false);
        Patience.until("some of it being hashed", () -> worker.get(running.id()).bytesDone() > 0);
        worker.close();
        Files.writeString(content, "short now");

        restart();

        assertThat(await(running, CreationState.COMPLETED).bytesTotal()).isEqualTo(9);
        await(waiting, CreationState.COMPLETED);
        assertThat(worker.all()).extracting(Creation::id).containsExactly(running.id(), waiting.id());
    }

    @Test
    void tellsWhyItFailed() throws Exception {
        var long_ = worker.start(NewMetainfo.of(longFile()), false);
        var gone = file("gone", 10);
        var failing = worker.start(NewMetainfo.of(gone), false);
        var elsewhere = Files.writeString(directory.resolve("elsewhere"), "secret");
        var swapped = file("swapped", 10);
        var escaping = worker.start(NewMetainfo.of(swapped), false);
        Files.delete(gone);
        Files.delete(swapped);
        Files.createSymbolicLink(swapped, elsewhere);

        worker.remove(long_.id());

        assertThat(await(failing, CreationState.FAILED).reason()).isEqualTo("no such file or folder");
        assertThat(await(escaping, CreationState.FAILED).reason()).startsWith("it must lie in");
        restart();
        assertThat(worker.get(failing.id()).reason()).isEqualTo("no such file or folder");
    }

    @Test
    void forgetsTheOldestThatHasEnded() throws Exception {
        var content = NewMetainfo.of(file("content", 10));
        var first = await(worker.start(content, false), CreationState.COMPLETED);
        for (int i = 1; i < CreationList.MOST_KEPT; i++) {
            worker.start(content, false);
        }
        assertThat(worker.all()).hasSize(CreationList.MOST_KEPT).contains(first);

        worker.start(content, false);

        assertThat(worker.all()).hasSize(CreationList.MOST_KEPT).doesNotContain(first);
        assertThat(files()).noneMatch(name -> name.startsWith(first.id()));
    }

    @Test
    void refusesMoreThanCanWait() throws Exception {
        worker.start(NewMetainfo.of(longFile()), false);
        var content = NewMetainfo.of(file("content", 10));
        IntStream.range(1, CreationList.MOST_KEPT).forEach(_ -> worker.start(content, false));

        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> worker.start(content, false))
                .satisfies(e -> assertThat(e.error()).isInstanceOf(CannotCreateNow.class));
        assertThat(worker.all()).hasSize(CreationList.MOST_KEPT);
    }

    @Test
    void comesUpDespiteDamagedFiles() throws Exception {
        var made = await(worker.start(NewMetainfo.of(file("content", 10)), false), CreationState.COMPLETED);
        worker.close();
        var folder = directory.resolve("data/create");
        Files.writeString(folder.resolve("a.json"), "{");
        Files.writeString(folder.resolve("b.json"), "{\"id\": \"b\", \"state\": \"LOST\"}");
        Files.writeString(folder.resolve("c.json"), "null");
        Files.copy(folder.resolve(made.id() + ".json"), folder.resolve("d.json"));
        Files.writeString(folder.resolve("e.json.new"), "{");
        Files.writeString(folder.resolve("f.torrent"), "de");

        restart();

        assertThat(worker.all()).containsExactly(made);
        assertThat(files()).containsExactlyInAnyOrder(
                "a.json",
                "b.json",
                "c.json",
                "d.json",
                made.id() + ".json",
                made.id() + ".torrent");
    }

    @Test
    void seedsFromWhereTheContentLies() throws Exception {
        var content = file("films/Film.bin", 10);

        var made = await(worker.start(NewMetainfo.of(content), true), CreationState.COMPLETED);

        Patience.until("the torrent being added", () -> !seeded.isEmpty());
        assertThat(seeded).containsExactly(content.getParent());
        assertThat(worker.get(made.id()).reason()).isNull();
    }

    @Test
    void keepsWhatWasMadeAlthoughItCannotBeSeeded() throws Exception {
        var content = NewMetainfo.of(file("Film.bin", 10));
        refusal = new EngineException(new BadDownloadDir(downloads, "read-only"));
        var made = worker.start(content, true);

        Patience.until("the reason", () -> worker.get(made.id()).reason() != null);

        assertThat(worker.get(made.id()).state()).isEqualTo(CreationState.COMPLETED);
        assertThat(worker.get(made.id()).reason()).contains("could not be added", "read-only");
        assertThat(worker.metainfo(made.id())).isNotEmpty();
        refusal = new EngineException(new DuplicateTorrent(new InfoHash("a".repeat(40))));
        var again = await(worker.start(content, true), CreationState.COMPLETED);
        await(worker.start(content, false), CreationState.COMPLETED);
        assertThat(worker.get(again.id()).reason()).isNull();
    }

    @Test
    void sharesWhatLiesInsideTheRootsAlone() throws Exception {
        var outside = Files.createDirectories(directory.resolve("outside/deeper"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(downloads.resolve("out"), outside);
        Files.createSymbolicLink(downloads.resolve("self"), downloads);

        for (var bad : List.of(
                outside,
                Path.of("/"),
                Path.of("/etc/passwd"),
                Path.of("/not/there"),
                downloads,
                library,
                downloads.getParent(),
                downloads.resolve("../../outside"),
                downloads.resolveSibling("downloads2"),
                downloads.resolve("out"),
                downloads.resolve("out/secret"),
                downloads.resolve("out/missing"),
                downloads.resolve("self"))) {
            assertUnshareable(bad, "it must lie in " + downloads + " or " + library);
        }
        assertUnshareable(downloads.resolve("missing"), "no such file or folder");
        assertThat(worker.all()).isEmpty();
    }

    @Test
    void sharesThroughALinkThatStaysInside() throws Exception {
        file("real/Film.bin", 10);
        Files.createSymbolicLink(downloads.resolve("link"), downloads.resolve("real"));
        var shown = library.resolve("Film.bin");
        Files.writeString(shown, "a film");

        var linked = await(
                worker.start(NewMetainfo.of(downloads.resolve("link")), false),
                CreationState.COMPLETED);
        var published = await(worker.start(NewMetainfo.of(shown), false), CreationState.COMPLETED);

        assertThat(metainfo.read(worker.metainfo(linked.id())).name()).isEqualTo("real");
        assertThat(metainfo.read(worker.metainfo(published.id())).name()).isEqualTo("Film.bin");
        assertRefused(
                () -> worker.start(NewMetainfo.of(shown), true),
                new Invalid(
                        List.of(
                                new Fault(
                                        "/startSeeding",
                                        "only what lies in the download directory can be seeded"))));
    }

    private CreationWorker startWorker() {
        return CreationWorker.start(
                new CreationFiles(directory.resolve("data/create")),
                new SharedRoots(downloads, library),
                metainfo,
                (_, downloadDir) -> {
                    if (refusal != null) {
                        throw refusal;
                    }
                    seeded.add(downloadDir);
                });
    }

    private void restart() {
        worker.close();
        worker = startWorker();
    }

    private Path file(String name, int size) throws IOException {
        var file = downloads.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[size]);
    }

    /// Takes no space, but far longer to hash than any test waits.
    private Path longFile() throws IOException {
        var path = downloads.resolve("long.bin");
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(HOURS_OF_HASHING);
        }
        return path;
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(directory.resolve("data/create"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Creation await(Creation creation, CreationState state) throws Exception {
        Patience.until(state.label(), () -> worker.get(creation.id()).state().isEnded());
        var ended = worker.get(creation.id());
        assertThat(ended.state()).as(String.valueOf(ended.reason())).isEqualTo(state);
        return ended;
    }

    private void assertUnshareable(Path content, String reason) {
        assertThatExceptionOfType(EngineException.class).as(content.toString())
                .isThrownBy(() -> worker.start(NewMetainfo.of(content), false))
                .satisfies(
                        e -> assertThat(e.error())
                                .isEqualTo(new UnshareableContent(content.normalize(), reason)));
    }

    private static void assertRefused(ThrowingCallable call, ApiError error) {
        assertThatExceptionOfType(ApiException.class).isThrownBy(call)
                .satisfies(e -> assertThat(e.error()).isEqualTo(error));
    }
}
