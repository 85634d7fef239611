package dev.revaer.fsops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.revaer.fsops.place.AcrossDevices;
import dev.revaer.fsops.workspace.Disk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Names that are replaced, and files that are linked, cloned or copied.
final class PlacementTest {
    private static final byte[] FILM = Scene.random(30_000, 1);
    private static final byte[] NOTE = Scene.bytes("a note");

    @TempDir
    private Path root;

    private Scene scene;

    @BeforeEach
    void makeScene() throws IOException {
        scene = new Scene(root);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void replacesWhatStands(boolean byExchange, boolean isFile) throws IOException {
        scene.with(isFile ? "Show" : "Show/a.mkv", FILM);
        Files.createDirectories(scene.library.resolve("Show/old/deep"));
        Files.write(scene.library.resolve("Show/old/deep/x"), NOTE);

        var published = scene.run("Show", replacing(), disk(byExchange));

        assertThat(published.libraryPath()).isEqualTo(scene.library.resolve("Show"));
        assertThat(scene.published()).containsOnlyKeys(isFile ? "Show" : "Show/a.mkv");
        assertThat(scene.workspace().resolve("staging")).doesNotExist();
        assertThat(scene.workspace().resolve("replaced")).doesNotExist();
        assertThat(scene.run("Show", replacing()).alreadyPublished()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void replacesItsOwnPublicationWhenThePolicyChanges(boolean byExchange) throws IOException {
        scene.with("Show/a.mkv", FILM).with("Show/b.mkv", FILM);
        scene.run("Show", replacing());
        var copying = new Changed(replacing()).transfer(TransferMode.COPY).settings();

        scene.run("Show", copying, disk(byExchange));

        assertThat(scene.published()).containsOnlyKeys("Show/a.mkv", "Show/b.mkv");
        assertThat(Files.getAttribute(scene.library.resolve("Show/a.mkv"), "unix:nlink")).isEqualTo(1);
        assertThat(scene.workspace().resolve(".revaer.meta")).content()
                .contains("transfer was HARDLINK and is COPY");
    }

    @Test
    void keepsTheOldWhereTheNewCannotStand() throws IOException {
        scene.with("Show/a.mkv", FILM);
        Files.createDirectories(scene.library.resolve("Show"));
        Files.write(scene.library.resolve("Show/old"), NOTE);
        var target = scene.library.resolve("Show");
        var failing = new Disk(step -> {
            if (step.endsWith("content to " + target)) {
                Scene.throwing(new IOException("Input/output error"));
            }
        }, (_, _) -> false);

        assertThatThrownBy(() -> scene.run("Show", replacing(), failing)).isInstanceOf(FsopsException.class);

        assertThat(scene.published()).containsOnlyKeys("Show/old");
    }

    @Test
    void putsTheOldBackEvenIfTheNextRunFails() throws IOException {
        scene.with("Show/a.mkv", FILM);
        Files.createDirectories(scene.library.resolve("Show"));
        Files.write(scene.library.resolve("Show/old"), NOTE);
        var killed = new Disk(step -> {
            if (step.endsWith("content to " + scene.library.resolve("Show"))) {
                throw new Crash();
            }
        }, (_, _) -> false);
        assertThatThrownBy(() -> scene.run("Show", replacing(), killed)).isInstanceOf(Crash.class);
        assertThat(scene.published()).isEmpty();
        Files.delete(scene.downloads.resolve("Show/a.mkv"));

        assertThatThrownBy(() -> scene.run("Show", replacing())).isInstanceOf(FsopsException.class);

        assertThat(scene.published()).containsOnlyKeys("Show/old");
    }

    @Test
    void neverReplacesADownload() throws IOException {
        scene.with("Show/a.mkv", FILM);
        var inDownloads = new FsopsSettings(
                scene.downloads,
                List.of(scene.downloads),
                TransferMode.COPY,
                ExistingName.REPLACE,
                ExtractionLimits.defaults());
        var above = new FsopsSettings(
                root.toRealPath(),
                List.of(root.toRealPath()),
                TransferMode.COPY,
                ExistingName.REPLACE,
                ExtractionLimits.defaults());
        var other = Files.createDirectories(scene.library.resolve("other"));
        var theirs = new Changed(replacing()).downloadRoots(other).destination("other/{name}").settings();
        Files.createDirectories(other.resolve("Show"));
        var before = Scene.tree(scene.downloads, ".revaer");

        for (var settings : List.of(inDownloads, theirs)) {
            assertThat(failureOf("Show", settings).error()).isInstanceOf(FsopsError.NameTaken.class);
        }
        assertThat(failureOf("downloads", above).error()).isInstanceOf(FsopsError.NameTaken.class);
        assertThat(failureOf("library", new Changed(above).downloadRoots(other).settings()).error())
                .isInstanceOf(FsopsError.NameTaken.class);
        assertThat(Scene.tree(scene.downloads, ".revaer")).isEqualTo(before);
        assertThat(other.resolve("Show")).isEmptyDirectory();
    }

    @Test
    void neverReplacesAFolderOfPublications() throws IOException {
        scene.with("tv/a.mkv", FILM);
        var settings = new Changed(replacing()).destination("tv/{name}").settings();
        scene.run("Show", settings);
        var another = new FinishedDownload(
                "f".repeat(40),
                "tv",
                scene.downloads,
                scene.download("tv").files());

        assertThatThrownBy(() -> new Pipeline(replacing()).run(another, Scene.SILENT))
                .isInstanceOfSatisfying(
                        FsopsException.class,
                        e -> assertThat(e.error())
                                .isEqualTo(new FsopsError.NameTaken(scene.library.resolve("tv"))));
        assertThat(scene.published()).containsOnlyKeys("tv/Show/a.mkv");
    }

    @Test
    void refusesToCopyWhatCannotBeLinked() throws IOException {
        scene.with("Show/a.mkv", FILM);
        var settings = new Changed(scene.settings()).acrossDevices(AcrossDevices.REFUSE).settings();

        assertThatThrownBy(() -> scene.run("Show", settings, withoutLinks())).isInstanceOfSatisfying(
                FsopsException.class,
                e -> assertThat(e.error().describe()).contains("a.mkv", "no link here", "one device"));
        assertThat(scene.published()).isEmpty();
    }

    @Test
    void saysWhyItCopied() throws IOException {
        scene.with("Show/a.mkv", FILM);

        scene.run("Show", scene.settings(), withoutLinks());

        assertThat(scene.workspace().resolve(".revaer.meta")).content()
                .contains("1 files, copied instead of hardlink: no link here");
    }

    @Test
    void clonesWhereTheFileSystemCanAndCopiesElsewhere() throws IOException {
        scene.with("Show/a.mkv", FILM).with("Show/empty", new byte[0]).with("Show/b.mkv", NOTE);
        var settings = new Changed(scene.settings()).transfer(TransferMode.REFLINK).settings();

        var published = scene.run("Show", settings);

        var clone = published.libraryPath().resolve("a.mkv");
        assertThat(Files.isSameFile(clone, scene.downloads.resolve("Show/a.mkv"))).isFalse();
        assertThat(clone).hasBinaryContent(FILM);
        assertThat(published.libraryPath().resolve("b.mkv")).hasBinaryContent(NOTE);
        assertThat(published.libraryPath().resolve("empty")).isEmptyFile();
        assertThat(scene.downloads.resolve("Show/a.mkv")).hasBinaryContent(FILM);
    }

    @Test
    void leavesNoFolderBehindWhenItCannotPublish() throws IOException {
        scene.with("Show/a.mkv", FILM);
        var target = scene.library.resolve("x/y/Show");
        var failing = new Disk(step -> {
            if (step.endsWith("content to " + target)) {
                Scene.throwing(new IOException("Input/output error"));
            }
        });
        var settings = new Changed(scene.settings()).destination("x/y/{name}").settings();

        assertThatThrownBy(() -> scene.run("Show", settings, failing)).isInstanceOf(FsopsException.class);

        assertThat(scene.library.resolve("x")).doesNotExist();
        assertThat(scene.run("Show", settings).libraryPath()).isEqualTo(target);
    }

    @Test
    void copiesInBlocks() throws IOException {
        var large = Scene.random(9_000_000, 5);
        scene.with("Show/a.mkv", large);

        scene.run("Show", new Changed(scene.settings()).transfer(TransferMode.COPY).settings());

        assertThat(scene.published()).isEqualTo(Map.of("Show/a.mkv", Scene.sha256(large)));
    }

    private FsopsSettings replacing() {
        return new Changed(scene.settings()).existing(ExistingName.REPLACE).settings();
    }

    private static Disk disk(boolean byExchange) {
        return byExchange ? new Disk() : new Disk(_ -> {}, (_, _) -> false);
    }

    private static Disk withoutLinks() {
        return new Disk(step -> {
            if (step.startsWith("link")) {
                throw new UnsupportedOperationException("no link here");
            }
        });
    }

    private FsopsException failureOf(String name, FsopsSettings settings) {
        return catchThrowableOfType(FsopsException.class, () -> scene.run(name, settings));
    }
}
