package dev.revaer.fsops;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import dev.revaer.fsops.workspace.Disk;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class PipelineTest {
    private static final byte[] FILM = Scene.random(300_000, 1);
    private static final byte[] NOTE = Scene.bytes("a note");

    @TempDir
    private Path root;

    private Scene scene;

    @BeforeEach
    void makeScene() throws IOException {
        scene = new Scene(root);
    }

    @Test
    void publishesASingleFileAsThatFile() throws IOException {
        scene.with("film.mkv", FILM);

        var published = scene.run("film.mkv");

        assertThat(published).isEqualTo(
                new PublishedDownload(scene.library.resolve("film.mkv"), FILM.length, 1, false));
        assertThat(scene.published()).isEqualTo(Map.of("film.mkv", Scene.sha256(FILM)));
    }

    @Test
    void publishesATorrentsDirectoryUnderItsName() throws IOException {
        scene.with("Show/a.mkv", FILM).with("Show/info/a.txt", NOTE).with("Show/empty", new byte[0]);

        scene.run("Show");

        assertThat(scene.published()).isEqualTo(
                Map.of(
                        "Show/a.mkv",
                        Scene.sha256(FILM),
                        "Show/info/a.txt",
                        Scene.sha256(NOTE),
                        "Show/empty",
                        Scene.sha256(new byte[0])));
    }

    @Test
    void linksToTheSameInode() throws IOException {
        scene.with("film.mkv", FILM);

        var published = scene.run("film.mkv");

        assertThat(Files.isSameFile(published.libraryPath(), scene.downloads.resolve("film.mkv"))).isTrue();
    }

    @Test
    void copiesToAnInodeOfItsOwn() throws IOException {
        scene.with("Show/a.mkv", FILM);

        var published = scene.run("Show", copying());

        assertThat(
                Files.isSameFile(
                        published.libraryPath().resolve("a.mkv"),
                        scene.downloads.resolve("Show/a.mkv")))
                .isFalse();
        assertThat(scene.published()).isEqualTo(Map.of("Show/a.mkv", Scene.sha256(FILM)));
    }

    @Test
    void copiesWhereNoLinkIsPossible() throws IOException {
        scene.with("Show/a.mkv", FILM).with("Show/b.mkv", NOTE);
        var withoutLinks = new Disk(step -> {
            if (step.startsWith("link")) {
                throw new UnsupportedOperationException("no links here");
            }
        });

        var published = scene.run("Show", scene.settings(), withoutLinks);

        assertThat(
                Files.isSameFile(
                        published.libraryPath().resolve("a.mkv"),
                        scene.downloads.resolve("Show/a.mkv")))
                .isFalse();
        assertThat(scene.published()).containsOnlyKeys("Show/a.mkv", "Show/b.mkv");
    }

    @Test
    void copiesFromAnotherDevice() throws IOException {
        var memory = Path.of("/dev/shm");
        Assumptions.assumeTrue(
                Files.isWritable(memory)
                        && !Files.getFileStore(memory).equals(Files.getFileStore(root)),
                "no second device at /dev/shm");
        var elsewhere = Files.createTempDirectory(memory, "revaer");
        try {
            var file = Files.write(elsewhere.resolve("film.mkv"), FILM);
            var download = new FinishedDownload(
                    Scene.INFO_HASH,
                    "film.mkv",
                    elsewhere,
                    List.of(new DownloadedFile("film.mkv", FILM.length)));

            new Pipeline(FsopsSettings.defaults(scene.library, elsewhere)).run(download, Scene.SILENT);

            assertThat(scene.published()).isEqualTo(Map.of("film.mkv", Scene.sha256(FILM)));
            assertThat(file).exists();
        } finally {
            Files.deleteIfExists(elsewhere.resolve("film.mkv"));
            Files.delete(elsewhere);
        }
    }

    @Test
    void leavesOtherFilesOfTheDownloadDirectoryAlone() throws IOException {
        scene.with("Show/a.mkv", FILM);
        Files.write(scene.downloads.resolve("Show/private.txt"), NOTE);

        scene.run("Show");

        assertThat(scene.published()).containsOnlyKeys("Show/a.mkv");
        assertThat(scene.downloads.resolve("Show/private.txt")).hasBinaryContent(NOTE);
    }

    @Test
    void removesStaging() throws IOException {
        scene.with("film.zip", ArchiveWriter.zip(Map.of("film.mkv", FILM)));

        scene.run("film.zip");

        assertThat(scene.workspace().resolve("staging")).doesNotExist();
        assertThat(scene.workspace().resolve(".revaer.meta")).content()
                .contains(
                        "\"cleanup\"",
                        "\"transfer\"",
                        "COMPLETED");
    }

    @Test
    void doesNothingWhenAlreadyPublished() throws IOException {
        scene.with("film.mkv", FILM);
        scene.run("film.mkv");
        var steps = new ArrayList<String>();

        var again = scene.run("film.mkv", scene.settings(), new Disk(steps::add));

        assertThat(again.alreadyPublished()).isTrue();
        assertThat(again.bytes()).isEqualTo(FILM.length);
        assertThat(steps).isEmpty();
    }

    @Test
    void publishesAgainWhenThePublicationIsGone() throws IOException {
        scene.with("Show/a.zip", ArchiveWriter.zip(Map.of("film.mkv", FILM, "note", NOTE)));
        scene.run("Show");
        Files.move(scene.library.resolve("Show"), root.resolve("taken away"));

        var again = scene.run("Show");

        assertThat(again.alreadyPublished()).isFalse();
        assertThat(scene.published()).containsOnlyKeys("Show/film.mkv", "Show/note");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MOVE")
    void addsWhatHasComeToItsPublication(TransferMode mode) throws IOException {
        var settings = settings(mode);
        scene.with("Show/a.mkv", FILM).with("Show/x/b.mkv", FILM);
        scene.run("Show", settings);
        var before = Files.getAttribute(scene.library.resolve("Show/a.mkv"), "unix:ino");
        Files.writeString(scene.library.resolve("Show/mine.txt"), "mine");
        scene.with("Show/c.zip", ArchiveWriter.zip(Map.of("y/c.mkv", FILM, "note", NOTE)));

        var again = scene.run("Show", settings);

        assertThat(again.libraryPath()).isEqualTo(scene.library.resolve("Show"));
        assertThat(again.files()).isEqualTo(4);
        assertThat(again.bytes()).isEqualTo(3L * FILM.length + NOTE.length);
        assertThat(scene.published()).containsOnlyKeys(
                "Show/a.mkv",
                "Show/x/b.mkv",
                "Show/y/c.mkv",
                "Show/note",
                "Show/mine.txt");
        assertThat(Files.getAttribute(scene.library.resolve("Show/a.mkv"), "unix:ino")).isEqualTo(before);
        assertThat(scene.workspace().resolve("staging")).doesNotExist();
        assertThat(scene.run("Show", settings).alreadyPublished()).isTrue();
    }

    @Test
    void addsNothingWhereAnotherFileStands() throws IOException {
        scene.with("Show/a.mkv", FILM);
        scene.run("Show");
        Files.writeString(scene.library.resolve("Show/b.mkv"), "mine");
        scene.with("Show/b.mkv", NOTE).with("Show/c.mkv", NOTE);

        assertThat(failureOf("Show", scene.settings()).error())
                .isEqualTo(new FsopsError.NameTaken(scene.library.resolve("Show")));

        assertThat(scene.library.resolve("Show/b.mkv")).hasContent("mine");
        assertThat(scene.library.resolve("Show/c.mkv")).doesNotExist();
        Files.delete(scene.library.resolve("Show/b.mkv"));
        scene.run("Show");
        assertThat(scene.published()).containsOnlyKeys("Show/a.mkv", "Show/b.mkv", "Show/c.mkv");
    }

    @Test
    void addsNothingThroughALink() throws IOException {
        scene.with("Show/a.mkv", FILM);
        scene.run("Show");
        var outside = Files.createDirectories(root.resolve("outside"));
        Files.createSymbolicLink(scene.library.resolve("Show/x"), outside);
        scene.with("Show/x/b.mkv", NOTE);

        assertThatThrownBy(() -> scene.run("Show")).isInstanceOf(FsopsException.class);

        assertThat(outside).isEmptyDirectory();
    }

    /// A directory collapses no more once it has a neighbour.
    @Test
    void publishesContentInOtherPlacesOnceTheOldIsMovedAway() throws IOException {
        scene.with("Show/x/a.mkv", FILM);
        scene.run("Show");
        scene.with("Show/b.mkv", NOTE);
        assertThat(failureOf("Show", scene.settings()).error())
                .isEqualTo(new FsopsError.NameTaken(scene.library.resolve("Show")));
        Files.move(scene.library.resolve("Show"), root.resolve("moved away"));

        scene.run("Show");

        assertThat(scene.published()).containsOnlyKeys("Show/x/a.mkv", "Show/b.mkv");
    }

    @Test
    void refusesToReplaceItsPublicationWhenThePolicyChanges() throws IOException {
        scene.with("film.mkv", FILM);
        scene.run("film.mkv");

        assertThatThrownBy(() -> scene.run("film.mkv", copying())).isInstanceOfSatisfying(
                FsopsException.class,
                e -> assertThat(e.error()).isEqualTo(
                        new FsopsError.PolicyChanged(
                                scene.library.resolve("film.mkv"),
                                "transfer was HARDLINK and is COPY")));
        assertThat(scene.run("film.mkv").alreadyPublished()).isTrue();
    }

    @Test
    void publishesUnderAnotherNameWhenThePolicyChangesAndNamesMayChange() throws IOException {
        scene.with("film.mkv", FILM);
        scene.run("film.mkv");
        var settings = new FsopsSettings(
                scene.library,
                scene.settings().allowList(),
                TransferMode.COPY,
                ExistingName.RENAME,
                ExtractionLimits.defaults());

        var published = scene.run("film.mkv", settings);

        assertThat(published.libraryPath()).isEqualTo(scene.library.resolve("film (2).mkv"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void neverOverwritesAnExistingName(boolean directory) throws IOException {
        scene.with("Show/a.mkv", FILM);
        var taken = scene.library.resolve("Show");
        if (directory) {
            Files.createDirectory(taken);
        } else {
            Files.write(taken, NOTE);
        }

        var failure = failureOf("Show", scene.settings());

        assertThat(failure.stage()).isEqualTo(Stage.PUBLISH);
        assertThat(failure.error()).isEqualTo(new FsopsError.NameTaken(taken));
        assertThat(Files.isDirectory(taken)).isEqualTo(directory);
    }

    @Test
    void neverOverwritesANameTakenWhileItWorks() throws IOException {
        scene.with("film.mkv", FILM);
        var target = scene.library.resolve("film.mkv");
        var racing = new Disk(step -> {
            if (step.startsWith("link " + target)) {
                write(target, NOTE);
            }
        });

        assertThatThrownBy(() -> scene.run("film.mkv", scene.settings(), racing)).isInstanceOfSatisfying(
                FsopsException.class,
                e -> assertThat(e.error()).isEqualTo(new FsopsError.NameTaken(target)));
        assertThat(target).hasBinaryContent(NOTE);
    }

    @Test
    void neverReplacesADirectoryFilledWhileItWorks() throws IOException {
        scene.with("Show/a.mkv", FILM);
        var target = scene.library.resolve("Show");
        var racing = new Disk(step -> {
            if (step.endsWith(" to " + target)) {
                write(target.resolve("theirs"), NOTE);
            }
        });

        assertThatThrownBy(() -> scene.run("Show", scene.settings(), racing)).isInstanceOfSatisfying(
                FsopsException.class,
                e -> assertThat(e.error()).isEqualTo(new FsopsError.NameTaken(target)));
        assertThat(scene.published()).containsOnlyKeys("Show/theirs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "/a", "a//b", "a/../b", "./a", "a\0b", ""})
    void refusesHostilePaths(String path) {
        scene.withNamed(path, 1);

        var failure = failureOf("x", scene.settings());

        assertThat(failure.stage()).isEqualTo(Stage.VALIDATE);
        assertThat(failure.error()).isInstanceOf(FsopsError.UnsafePath.class);
        assertThat(scene.workspace()).doesNotExist();
    }

    @Test
    void namesMissingContent() throws IOException {
        scene.with("Show/a.mkv", FILM).withNamed("Show/gone.mkv", 5).with("Show/short.mkv", NOTE);
        Files.write(scene.downloads.resolve("Show/short.mkv"), Scene.bytes("x"));

        var failure = failureOf("Show", scene.settings());

        assertThat(failure.stage()).isEqualTo(Stage.LOCATE);
        assertThat(failure.error().describe()).contains(
                "2 file(s)",
                "Show/gone.mkv: missing",
                "Show/short.mkv: 1 bytes, not 6");
        assertThat(scene.workspace().resolve(".revaer.meta")).content().contains("FAILED");
    }

    @Test
    void doesNotReadThroughLinks() throws IOException {
        Files.write(root.resolve("secret"), NOTE);
        Files.createDirectory(root.resolve("secrets"));
        Files.write(root.resolve("secrets/s"), NOTE);
        Files.createDirectory(scene.downloads.resolve("Show"));
        Files.createSymbolicLink(scene.downloads.resolve("Show/link"), root.resolve("secret"));
        Files.createSymbolicLink(scene.downloads.resolve("Show/dir"), root.resolve("secrets"));
        scene.withNamed("Show/link", NOTE.length).withNamed("Show/dir/s", NOTE.length);

        var failure = failureOf("Show", scene.settings());

        assertThat(failure.error()).isInstanceOf(FsopsError.MissingContent.class);
        assertThat(failure.error().describe()).contains("not a regular file", "lies behind a link");
    }

    @Test
    void staysInsideTheAllowList() throws IOException {
        scene.with("film.mkv", FILM);
        Files.createDirectory(root.resolve("lib"));
        var settings = new FsopsSettings(
                scene.library,
                List.of(root.resolve("lib"), scene.downloads),
                TransferMode.HARDLINK,
                ExistingName.FAIL,
                ExtractionLimits.defaults());

        var failure = failureOf("film.mkv", settings);

        assertThat(failure.stage()).isEqualTo(Stage.ALLOWLIST);
        assertThat(failure.error()).isEqualTo(new FsopsError.OutsideAllowList(scene.library));
        assertThat(scene.library).isEmptyDirectory();
    }

    @Test
    void staysInsideTheAllowListBehindLinks() throws IOException {
        scene.with("film.mkv", FILM);
        var outside = Files.createDirectory(root.resolve("outside"));
        Files.createSymbolicLink(scene.library.resolve("inner"), outside);

        var failure = failureOf(
                "film.mkv",
                new FsopsSettings(
                        scene.library.resolve("inner"),
                        scene.settings().allowList(),
                        TransferMode.HARDLINK,
                        ExistingName.FAIL,
                        ExtractionLimits.defaults()));

        assertThat(failure.error()).isInstanceOf(FsopsError.OutsideAllowList.class);
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void refusesAWorkspaceBehindALink() throws IOException {
        scene.with("film.mkv", FILM);
        var outside = Files.createDirectory(root.resolve("outside"));
        Files.createSymbolicLink(scene.library.resolve(".revaer"), outside);

        assertThatThrownBy(() -> scene.run("film.mkv")).isInstanceOf(FsopsException.class);
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void asksForALibraryThatExists() throws IOException {
        scene.with("film.mkv", FILM);
        Files.delete(scene.library);

        assertThat(failureOf("film.mkv", scene.settings()).error())
                .isEqualTo(new FsopsError.MissingLibrary(scene.library));
    }

    @Test
    void asksForADownloadDirectoryThatExists() throws IOException {
        scene.withNamed("film.mkv", 3);
        Files.delete(scene.downloads);

        assertThat(failureOf("film.mkv", scene.settings()).error())
                .isInstanceOf(FsopsError.MissingContent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "{", "{}", "null", "[]", "{\"version\": 1}",
            "{\"version\": \"x\"}",
            "{\"version\":1,\"infoHash\":null,\"policy\":3,\"content\":[],\"stages\":[null]}"})
    void startsOverFromADamagedRecord(String text) throws IOException {
        scene.with("film.mkv", FILM);
        Files.createDirectories(scene.workspace().resolve("staging/extract/1"));
        Files.writeString(scene.workspace().resolve(".revaer.meta"), text);

        scene.run("film.mkv");

        assertThat(scene.published()).containsOnlyKeys("film.mkv");
    }

    @Test
    void startsOverFromATruncatedRecord() throws IOException {
        scene.with("film.mkv", FILM);
        scene.run("film.mkv");
        var meta = scene.workspace().resolve(".revaer.meta");
        var whole = Files.readString(meta);
        Files.delete(scene.library.resolve("film.mkv"));
        Files.writeString(meta, whole.substring(0, whole.length() / 2));

        scene.run("film.mkv");

        assertThat(scene.published()).containsOnlyKeys("film.mkv");
    }

    @Test
    void leavesTheRecordOfANewerVersionAlone() throws IOException {
        scene.with("film.mkv", FILM);
        Files.createDirectories(scene.workspace());
        var meta = scene.workspace().resolve(".revaer.meta");
        Files.writeString(meta, "{\"version\": 3, \"news\": true}");

        assertThat(failureOf("film.mkv", scene.settings()).error())
                .isInstanceOf(FsopsError.UnreadableRecord.class);
        assertThat(meta).hasContent("{\"version\": 3, \"news\": true}");
    }

    @Test
    void startsOverFromADamagedPlan() throws IOException {
        scene.with("Show/a.zip", ArchiveWriter.zip(Map.of("film.mkv", FILM)));
        var stopped = new Disk(step -> {
            if (step.endsWith(" to " + scene.library.resolve("Show"))) {
                throw new Crash();
            }
        });
        assertThatThrownBy(() -> scene.run("Show", scene.settings(), stopped)).isInstanceOf(Crash.class);
        Files.writeString(scene.workspace().resolve("staging/plan.json"), "{\"files\":");

        scene.run("Show");

        assertThat(scene.published()).isEqualTo(Map.of("Show/film.mkv", Scene.sha256(FILM)));
    }

    @Test
    void runsOnceAtATime() throws IOException {
        scene.with("film.mkv", FILM);
        Files.createDirectories(scene.workspace());

        try (var lock = FileChannel.open(
                scene.workspace().resolve(".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); var held = lock.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThat(failureOf("film.mkv", scene.settings()).error())
                    .isEqualTo(new FsopsError.AlreadyRunning(Scene.INFO_HASH));
        }
    }

    @Test
    void stopsWhenInterruptedAndGoesOnLater() throws IOException {
        scene.with(
                "Show/a.zip",
                ArchiveWriter.zip(Map.of("film.mkv", FILM, "other", Scene.random(200_000, 2))));
        var writes = new AtomicInteger();
        var interrupting = new Disk(step -> {
            if (step.equals("write") && writes.incrementAndGet() == 20) {
                Thread.currentThread().interrupt();
            }
        });

        var failure = catchThrowableOfType(
                FsopsException.class,
                () -> scene.run("Show", scene.settings(), interrupting));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.error()).isEqualTo(new FsopsError.Interrupted());
        assertThat(scene.published()).isEmpty();
        scene.run("Show");
        assertThat(scene.published()).containsOnlyKeys("Show/film.mkv", "Show/other");
    }

    @Test
    void stopsAtOnceOnAnInterruptedThread() throws IOException {
        scene.with("film.mkv", FILM);
        Thread.currentThread().interrupt();

        var failure = failureOf("film.mkv", scene.settings());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.error()).isEqualTo(new FsopsError.Interrupted());
    }

    @Test
    void tellsEachStageOnceAndItsLastProgress() throws IOException {
        scene.with("Show/a.mkv", FILM);
        var stages = new ArrayList<Stage>();
        var last = new ArrayList<String>();

        new Pipeline(scene.settings()).run(scene.download("Show"), new PipelineListener() {
            @Override
            public void stageStarted(Stage stage) {
                stages.add(stage);
            }

            @Override
            public void progress(Stage stage, long bytesDone, long bytesTotal) {
                last.add(stage.label() + " " + bytesDone + "/" + bytesTotal);
            }
        });

        assertThat(stages).containsExactly(Stage.values());
        assertThat(last).contains("extract 0/0", "transfer 300000/300000");
    }

    @Test
    void reportsAFullDisk() throws IOException {
        scene.with("film.mkv", FILM);
        var full = new Disk(step -> {
            if (step.startsWith("link")) {
                throw new UnsupportedOperationException("no links here");
            }
            if (step.equals("write") && Files.exists(scene.workspace().resolve("staging/copy.partial"))) {
                Scene.throwing(new IOException("No space left on device"));
            }
        });

        assertThatThrownBy(() -> scene.run("film.mkv", scene.settings(), full)).isInstanceOfSatisfying(
                FsopsException.class,
                e -> assertThat(e.error()).isInstanceOf(FsopsError.NotEnoughSpace.class));
        assertThat(scene.published()).isEmpty();
    }

    @Test
    void reportsAFailingDisk() throws IOException {
        scene.with("film.mkv", FILM);
        var failing = new Disk(step -> {
            if (step.startsWith("mkdir") && step.endsWith("staging")) {
                Scene.throwing(new java.nio.file.AccessDeniedException("staging"));
            }
        });

        assertThatThrownBy(() -> scene.run("film.mkv", scene.settings(), failing)).isInstanceOfSatisfying(
                FsopsException.class,
                e -> assertThat(e.error())
                        .isEqualTo(new FsopsError.StorageFailed("staging", "AccessDeniedException")));
    }

    private FsopsException failureOf(String name, FsopsSettings settings) {
        return catchThrowableOfType(FsopsException.class, () -> scene.run(name, settings));
    }

    private FsopsSettings copying() {
        return settings(TransferMode.COPY);
    }

    private FsopsSettings settings(TransferMode mode) {
        return new FsopsSettings(
                scene.library,
                scene.settings().allowList(),
                mode,
                ExistingName.FAIL,
                ExtractionLimits.defaults());
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
