package dev.revaer.fsops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.revaer.fsops.permission.Permissions;
import dev.revaer.fsops.workspace.Disk;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Permissions and checksums of what is published.
final class FinishTest {
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
    void setsModesButNotOfTheSeedingCopy() throws IOException {
        scene.with("Show/a.zip", ArchiveWriter.zip(Map.of("film.mkv", FILM))).with("Show/x/b.mkv", NOTE);
        var seeding = scene.downloads.resolve("Show/x/b.mkv");
        var before = mode(seeding);
        var settings = permitting(new Permissions("640", "710", null, null, false));

        scene.run("Show", new Changed(settings).destination("new/{name}").settings());

        assertThat(mode(scene.library.resolve("new/Show/film.mkv"))).isEqualTo("rw-r-----");
        assertThat(mode(scene.library.resolve("new/Show/x/b.mkv"))).isEqualTo(before);
        assertThat(mode(scene.library.resolve("new"))).isEqualTo("rwx--x---");
        assertThat(mode(scene.library.resolve("new/Show"))).isEqualTo("rwx--x---");
        assertThat(mode(scene.library.resolve("new/Show/x"))).isEqualTo("rwx--x---");
        assertThat(mode(seeding)).isEqualTo(before);
        assertThat(scene.workspace().resolve(".revaer.meta")).content()
                .contains("1 files; 1 are hard links and stay as their seeding copies are");
    }

    @Test
    void givesTheModesThatAUmaskLeaves() throws IOException {
        scene.with("Show/a.zip", ArchiveWriter.zip(Map.of("film.mkv", FILM))).with("Show/b.mkv", NOTE);
        var before = mode(scene.downloads.resolve("Show/b.mkv"));

        scene.run("Show", permitting(new Permissions(null, null, null, null, false, "037")));
        var mixed = new Scene(root.resolve("mixed")).with("Show/b.mkv", NOTE);
        mixed.run(
                "Show",
                new Changed(mixed.settings()).transfer(TransferMode.COPY)
                        .permissions(new Permissions("606", null, null, null, false, "077"))
                        .settings());

        assertThat(mode(scene.library.resolve("Show"))).isEqualTo("rwxr-----");
        assertThat(mode(scene.library.resolve("Show/film.mkv"))).isEqualTo("rw-r-----");
        assertThat(mode(scene.library.resolve("Show/b.mkv"))).isEqualTo(before);
        assertThat(mode(mixed.library.resolve("Show"))).isEqualTo("rwx------");
        assertThat(mode(mixed.library.resolve("Show/b.mkv"))).isEqualTo("rw----rw-");
    }

    @Test
    void setsModesOfTheSeedingCopyIfItIsToldTo() throws IOException {
        scene.with("film.mkv", FILM);

        scene.run("film.mkv", permitting(new Permissions("0604", null, null, null, true)));

        assertThat(mode(scene.downloads.resolve("film.mkv"))).isEqualTo("rw----r--");
        assertThat(scene.workspace().resolve(".revaer.meta")).content()
                .contains("1 files, 1 of them with their seeding copies");
    }

    @Test
    void setsModesOfCopiesAndOfWhatIsAdded() throws IOException {
        scene.with("Show/a.mkv", FILM);
        var settings = new Changed(permitting(new Permissions("600", "700", null, null, false)))
                .transfer(TransferMode.COPY)
                .sha256Manifest()
                .settings();
        scene.run("Show", settings);
        scene.with("Show/y/z/b.mkv", NOTE);

        scene.run("Show", settings);

        for (var file : new String[]{"a.mkv", "y/b.mkv", "Show.sha256"}) {
            assertThat(mode(scene.library.resolve("Show").resolve(file))).as(file).isEqualTo("rw-------");
        }
        assertThat(mode(scene.library.resolve("Show/y"))).isEqualTo("rwx------");
    }

    @Test
    void givesOwnersByNumber() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(root, "unix:uid").equals(0), "only root may do that");
        scene.with("Show/a.mkv", FILM);

        scene.run(
                "Show",
                new Changed(permitting(new Permissions(null, null, "12345", "54321", false)))
                        .transfer(TransferMode.COPY)
                        .settings());

        assertThat(Files.getAttribute(scene.library.resolve("Show/a.mkv"), "unix:uid")).isEqualTo(12345);
        assertThat(Files.getAttribute(scene.library.resolve("Show"), "unix:gid")).isEqualTo(54321);
        assertThat(Files.getAttribute(scene.downloads.resolve("Show/a.mkv"), "unix:uid")).isEqualTo(0);
    }

    @Test
    void publishesNothingWhereItMayNotGiveOwners() throws IOException {
        scene.with("Show/a.zip", ArchiveWriter.zip(Map.of("film.mkv", FILM)));
        var powerless = new Disk(step -> {
            if (step.startsWith("chown")) {
                Scene.throwing(new java.nio.file.FileSystemException("f", null, "Operation not permitted"));
            }
        });
        var unknown = permitting(new Permissions(null, null, null, "nosuchgroup", false));
        var owner = Files.getAttribute(root, "unix:uid").equals(0) ? "12345" : "0";

        var refused = catchThrowableOfType(FsopsException.class, () -> scene.run("Show", unknown));
        assertThat(refused.stage()).isEqualTo(Stage.PERMISSIONS);
        assertThat(refused.error().describe()).contains("group nosuchgroup", "no such group");
        assertThat(new Pipeline(unknown).plan(scene.download("Show")).reason()).contains("no such group");

        assertThatThrownBy(
                () -> scene
                        .run("Show", permitting(new Permissions(null, null, owner, null, false)), powerless))
                .hasMessageContaining("owner " + owner)
                .hasMessageContaining("Operation not permitted");
        assertThat(scene.published()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"200,,,", "888,,,", "77777,,,", ",600,,", ",rwx,,", ",,-root,", ",,,a b"})
    void refusesPermissionsThatCannotBe(String file, String directory, String owner, String group) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Permissions(file, directory, owner, group, false));
    }

    @Test
    void listsChecksumsThatSha256sumReads() throws Exception {
        scene.with("Show/a.mkv", FILM)
                .with("Show/x/b\\c\nd.mkv", NOTE)
                .with("Show/Show.sha256", NOTE)
                .with("Show/c.zip", ArchiveWriter.zip(Map.of("inner.txt", NOTE)));
        var settings = new Changed(scene.settings()).sha256Manifest().settings();

        scene.run("Show", settings);

        var manifest = scene.library.resolve("Show/Show (2).sha256");
        assertThat(Files.readAllLines(manifest)).contains(
                Scene.sha256(FILM) + "  a.mkv",
                "\\" + Scene.sha256(NOTE) + "  x/b\\\\c\\nd.mkv",
                Scene.sha256(NOTE) + "  inner.txt");
        assertThat(scene.workspace().resolve(".revaer.meta")).content().contains(Scene.sha256(FILM));
        var check = new ProcessBuilder("sha256sum", "-c", "--strict", manifest.getFileName().toString())
                .directory(scene.library.resolve("Show").toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(check.exitValue()).as(said).isZero();
    }

    @Test
    void listsChecksumsOfWhatIsAddedToo() throws IOException {
        scene.with("Show/a.mkv", FILM);
        var settings = new Changed(scene.settings()).sha256Manifest().settings();
        var first = scene.run("Show", settings);
        scene.with("Show/b.mkv", NOTE);

        var second = scene.run("Show", settings);

        assertThat(first.files()).isEqualTo(1);
        assertThat(second.files()).isEqualTo(2);
        assertThat(scene.library.resolve("Show/Show.sha256")).hasContent(
                Scene.sha256(FILM) + "  a.mkv\n" + Scene.sha256(NOTE) + "  b.mkv\n");
        assertThat(scene.run("Show", settings).alreadyPublished()).isTrue();
    }

    @Test
    void writesTheChecksumOfASingleFileDownOnly() throws IOException {
        scene.with("film.mkv", FILM);

        scene.run("film.mkv", new Changed(scene.settings()).sha256Manifest().settings());

        assertThat(scene.published()).containsOnlyKeys("film.mkv");
        assertThat(scene.workspace().resolve(".revaer.meta")).content()
                .contains(Scene.sha256(FILM), "it has no directory");
    }

    @Test
    void skipsTheCheckWithoutParityFiles() throws IOException {
        scene.with("film.mkv", FILM);

        scene.run("film.mkv", new Changed(scene.settings()).verify().settings());

        assertThat(scene.workspace().resolve(".revaer.meta")).content()
                .contains("\"no parity files\"", "SKIPPED");
    }

    private FsopsSettings permitting(Permissions permissions) {
        return new Changed(scene.settings()).permissions(permissions).settings();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
