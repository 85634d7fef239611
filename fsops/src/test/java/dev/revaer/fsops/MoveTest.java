package dev.revaer.fsops;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.revaer.fsops.permission.Permissions;
import dev.revaer.fsops.plan.PlannedAction.Action;
import dev.revaer.fsops.rule.FileRules;
import dev.revaer.fsops.workspace.Disk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

final class MoveTest {
    private static final byte[] FILM = Scene.random(3_000, 1);

    @TempDir(factory = InMemory.class)
    private Path root;

    private Scene scene;

    @BeforeEach
    void makeScene() throws IOException {
        scene = new Scene(root);
    }

    @Test
    void hasTheTorrentSeedFromTheLibraryUnderTheNamesItHasThere() throws IOException {
        scene.with("Show/deep/film.mkv", FILM).with("Show/deep/er/note.txt", Scene.bytes("note"));
        var seeder = new Seeder(scene, "Show");
        var settings = moving().destination("in/{name} 2026").sha256Manifest().settings();

        var published = seeder.run(settings);

        assertThat(published.libraryPath()).isEqualTo(scene.library.resolve("in/Show 2026"));
        assertThat(seeder.downloadDir()).isEqualTo(scene.library.resolve("in"));
        assertThat(seeder.download().files()).extracting(DownloadedFile::path)
                .containsExactly("Show 2026/film.mkv", "Show 2026/er/note.txt");
        assertThat(seeder.canSeed()).isTrue();
        assertThat(scene.downloads).isEmptyDirectory();
        assertThat(seeder.run(settings).alreadyPublished()).isTrue();
        assertThat(seeder.canSeed()).isTrue();
    }

    @Test
    void movesASingleFile() throws IOException {
        scene.with("film.mkv", FILM);
        var seeder = new Seeder(scene, "film.mkv");

        seeder.run(moving().settings());

        assertThat(scene.library.resolve("film.mkv")).hasBinaryContent(FILM);
        assertThat(seeder.canSeed()).isTrue();
        assertThat(scene.downloads).isEmptyDirectory();
    }

    @Test
    void copiesAndComparesAcrossDevices() throws IOException {
        scene.with("Show/film.mkv", FILM);
        var seeder = new Seeder(scene, "Show");

        seeder.run(moving().settings(), new Disk(step -> {
            if (step.startsWith("link") && step.contains("/staging/content/")) {
                Scene.<RuntimeException>throwing(
                        new FileSystemException(step, null, "Invalid cross-device link"));
            }
        }));

        assertThat(seeder.canSeed()).isTrue();
        assertThat(seeder.downloadDir()).isEqualTo(scene.library);
        assertThat(scene.downloads).isEmptyDirectory();
    }

    @Test
    void letsTheTorrentStayWhereItCannotBeAsItIsPublished() throws IOException {
        scene.with("Show/film.mkv", FILM).with("Show/info.nfo", Scene.bytes("info"));
        var seeder = new Seeder(scene, "Show");
        var settings = moving().rules(new FileRules(List.of(), List.of(), true)).settings();

        var plan = new Pipeline(settings).plan(seeder.download());
        seeder.run(settings);

        assertThat(plan.files().getFirst().action()).isEqualTo(Action.HARDLINK);
        assertThat(plan.files().getFirst().reason()).contains("the rules leave out");
        assertThat(seeder.downloadDir()).isEqualTo(scene.downloads);
        assertThat(seeder.canSeed()).isTrue();
        assertThat(scene.library.resolve("Show/film.mkv")).hasBinaryContent(FILM);
        assertThat(scene.workspace().resolve(".revaer.meta")).content()
                .contains("the torrent stays where it is, as the rules leave out some of its files");
    }

    @Test
    void letsTheTorrentStayWithItsArchivesAndWithWhatIsNotWanted() throws IOException {
        scene.with("Show/film.zip", ArchiveWriter.zip(Map.of("film.mkv", FILM)));
        var archived = new Seeder(scene, "Show");
        archived.run(moving().settings());
        var other = new Scene(root.resolve("other")).with("Part/film.mkv", FILM);
        var part = new Seeder(other, "Part", false);
        part.run(new Changed(other.settings()).transfer(TransferMode.MOVE).settings());

        assertThat(archived.downloadDir()).isEqualTo(scene.downloads);
        assertThat(archived.canSeed()).isTrue();
        assertThat(part.downloadDir()).isEqualTo(other.downloads);
        assertThat(part.canSeed()).isTrue();
    }

    @Test
    void movesOnceAllOfItIsWanted() throws IOException {
        scene.with("Show/a.mkv", FILM);
        new Seeder(scene, "Show", false).run(moving().settings());
        scene.with("Show/b/c.mkv", FILM);
        var seeder = new Seeder(scene, "Show");

        seeder.run(moving().settings());

        assertThat(seeder.downloadDir()).isEqualTo(scene.library);
        assertThat(seeder.canSeed()).isTrue();
        assertThat(scene.published()).containsOnlyKeys("Show/a.mkv", "Show/b/c.mkv");
        assertThat(scene.downloads).isEmptyDirectory();
    }

    @Test
    void keepsWhatAnotherTorrentSeeds() throws IOException {
        scene.with("Show/film.mkv", FILM).with("Show/note.txt", Scene.bytes("note"));
        var seeder = new Seeder(scene, "Show").beside(scene.downloads.resolve("Show"));

        seeder.run(moving().settings());

        assertThat(seeder.canSeed()).isTrue();
        assertThat(seeder.downloadDir()).isEqualTo(scene.library);
        assertThat(scene.downloads.resolve("Show/film.mkv")).hasBinaryContent(FILM);
        assertThat(scene.workspace().resolve(".revaer.meta")).content().contains("but for 2 that another");
    }

    @Test
    void leavesBothPlacesWholeWhereTheTorrentCannotGo() throws IOException {
        scene.with("Show/film.mkv", FILM);
        var seeder = new Seeder(scene, "Show").refusing("no answer");
        var settings = moving().settings();

        assertThatExceptionOfType(FsopsException.class).isThrownBy(() -> seeder.run(settings))
                .satisfies(e -> assertThat(e.stage()).isEqualTo(Stage.CLEANUP))
                .satisfies(e -> assertThat(e.error().describe()).contains("no answer", "retry"));
        assertThat(seeder.canSeed()).isTrue();
        assertThat(scene.library.resolve("Show/film.mkv")).hasBinaryContent(FILM);

        seeder.refusing("").run(settings);

        assertThat(seeder.canSeed()).isTrue();
        assertThat(scene.downloads).isEmptyDirectory();
    }

    @Test
    void deletesNothingWhereWhatWasPublishedIsGone() throws IOException {
        scene.with("Show/film.mkv", FILM).with("Show/note.txt", Scene.bytes("note"));
        var seeder = new Seeder(scene, "Show").refusing("no answer");
        var settings = moving().settings();
        assertThatExceptionOfType(FsopsException.class).isThrownBy(() -> seeder.run(settings));
        Files.delete(scene.library.resolve("Show/note.txt"));

        assertThatExceptionOfType(FsopsException.class).isThrownBy(() -> seeder.refusing("").run(settings))
                .satisfies(e -> assertThat(e.error().describe()).contains("note.txt"));

        assertThat(seeder.downloadDir()).isEqualTo(scene.downloads);
        assertThat(seeder.canSeed()).isTrue();
    }

    @Test
    void changesNoModeOfWhatSeedsUnlessTold() throws IOException {
        scene.with("Show/film.mkv", FILM);
        var seeder = new Seeder(scene, "Show");
        var before = Files.getPosixFilePermissions(scene.downloads.resolve("Show/film.mkv"));

        seeder.run(moving().permissions(new Permissions("400", "700", null, null, false)).settings());

        assertThat(Files.getPosixFilePermissions(scene.library.resolve("Show/film.mkv"))).isEqualTo(before);
        assertThat(Files.getPosixFilePermissions(scene.library.resolve("Show"))).hasSize(3);
    }

    @Test
    void replacesNothingThatATorrentSeeds() throws IOException {
        scene.with("Show/film.mkv", FILM);
        var old = Files.createDirectories(scene.library.resolve("Show"));
        Files.writeString(old.resolve("film.mkv"), "seeded by another");
        var settings = moving().existing(ExistingName.REPLACE).settings();
        var seeder = new Seeder(scene, "Show").beside(old.resolve("film.mkv"));

        assertThatExceptionOfType(FsopsException.class).isThrownBy(() -> seeder.run(settings))
                .satisfies(e -> assertThat(e.error()).isInstanceOf(FsopsError.NameTaken.class));

        assertThat(old.resolve("film.mkv")).hasContent("seeded by another");
        assertThat(new Seeder(scene, "Show").run(settings).libraryPath()).isEqualTo(old);
    }

    @Test
    void replacesWhatHasAnotherNameElsewhere() throws IOException {
        scene.with("Show/film.mkv", FILM);
        var seeded = Files.write(scene.downloads.resolve("other.mkv"), Scene.bytes("other"));
        var old = Files.createDirectories(scene.library.resolve("Show"));
        Files.createLink(old.resolve("other.mkv"), seeded);
        var seeder = new Seeder(scene, "Show").beside(seeded);

        seeder.run(moving().existing(ExistingName.REPLACE).settings());

        assertThat(old.resolve("other.mkv")).doesNotExist();
        assertThat(seeded).hasContent("other");
    }

    private Changed moving() {
        return new Changed(scene.settings()).transfer(TransferMode.MOVE);
    }
}
