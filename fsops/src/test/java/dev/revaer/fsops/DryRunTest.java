package dev.revaer.fsops;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

import dev.revaer.fsops.place.AcrossDevices;
import dev.revaer.fsops.plan.PlannedAction;
import dev.revaer.fsops.plan.PlannedAction.Action;
import dev.revaer.fsops.plan.RunPlan;
import dev.revaer.fsops.plan.RunPlan.Outcome;
import dev.revaer.fsops.rule.FileRules;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class DryRunTest {
    private static final byte[] FILM = Scene.random(30_000, 1);
    private static final byte[] NOTE = Scene.bytes("a note");

    @TempDir
    private Path root;

    private Scene scene;

    @BeforeEach
    void makeScene() throws IOException {
        scene = new Scene(root);
    }

    @Test
    void saysWhatWouldHappenToEachFileAndChangesNothing() throws IOException {
        scene.with("Show/film.mkv", FILM)
                .with("Show/Sample/sample.mkv", NOTE)
                .with("Show/info.nfo", NOTE)
                .with("Show/subs.zip", ArchiveWriter.zip(Map.of("english.srt", NOTE)));
        var rules = new FileRules(List.of(), List.of("*.NFO"), true);
        var before = Scene.tree(root, "-");

        var plan = plan(new Changed(scene.settings()).rules(rules).settings());

        assertThat(plan.outcome()).isEqualTo(Outcome.PUBLISH);
        assertThat(plan.libraryPath()).isEqualTo(scene.library.resolve("Show").toString());
        assertThat(plan.reason()).isNull();
        assertThat(plan.files()).containsExactly(
                action("Show/Sample/sample.mkv", NOTE.length, Action.SKIP, null, "fluff"),
                action("Show/film.mkv", FILM.length, Action.HARDLINK, "film.mkv", "as it is set"),
                action("Show/info.nfo", NOTE.length, Action.SKIP, null, "left out by the rule *.NFO"),
                action(
                        "Show/subs.zip",
                        Files.size(scene.downloads.resolve("Show/subs.zip")),
                        Action.EXTRACT,
                        null,
                        "archive: what it holds meets the rules"));
        assertThat(plan.notes()).singleElement().asString().contains("the rules apply");
        assertThat(Scene.tree(root, "-")).isEqualTo(before);
        assertThat(scene.library).isEmptyDirectory();
    }

    @Test
    void givesFilesThePlacesThatARunGivesThem() throws IOException {
        var volumes = RarWriter.volumes(Map.of("a/film.mkv", FILM), 10_000);
        for (var i = 0; i < volumes.size(); i++) {
            scene.with("Show/film.part" + (i + 1) + ".rar", volumes.get(i));
        }
        scene.with("Show/in/one/b.txt", NOTE).with("Show/in/one/c.txt", NOTE);

        var plan = plan(scene.settings());
        scene.run("Show");

        assertThat(volumes.size()).isEqualTo(3);
        assertThat(plan.files()).filteredOn(file -> file.action() == Action.EXTRACT)
                .hasSize(3)
                .last()
                .extracting(PlannedAction::reason)
                .asString()
                .contains("volume 3 of 3");
        assertThat(plan.files()).extracting(PlannedAction::target).contains("in/b.txt", "in/c.txt");
        assertThat(scene.published()).containsOnlyKeys("Show/a/film.mkv", "Show/in/b.txt", "Show/in/c.txt");
    }

    @Test
    void saysThatTheNameIsTakenOrWouldBeReplaced() throws IOException {
        scene.with("film.mkv", FILM);
        Files.write(scene.library.resolve("film.mkv"), NOTE);

        var failing = plan("film.mkv", scene.settings());
        var renaming = plan(
                "film.mkv",
                new Changed(scene.settings()).existing(ExistingName.RENAME).settings());
        var replacing = plan(
                "film.mkv",
                new Changed(scene.settings()).existing(ExistingName.REPLACE).settings());

        assertThat(failing.outcome()).isEqualTo(Outcome.REFUSE);
        assertThat(failing.stage()).isEqualTo("publish");
        assertThat(failing.reason()).contains("already exists");
        assertThat(failing.files()).containsExactly(
                action("film.mkv", FILM.length, Action.HARDLINK, "", "as it is set"));
        assertThat(renaming.libraryPath()).endsWith("/film (2).mkv");
        assertThat(replacing.outcome()).isEqualTo(Outcome.REPLACE);
        assertThat(scene.library.resolve("film.mkv")).hasBinaryContent(NOTE);
    }

    @Test
    void saysWhatStandsAndWhatWouldBeAdded() throws IOException {
        scene.with("Show/a.mkv", FILM).with("Show/x/b.mkv", FILM);
        scene.run("Show");

        var nothing = plan(scene.settings());
        scene.with("Show/c.mkv", NOTE);
        var adding = plan(scene.settings());

        assertThat(nothing.outcome()).isEqualTo(Outcome.NOTHING);
        assertThat(nothing.files()).extracting(PlannedAction::reason).containsOnly("already published");
        assertThat(adding.outcome()).isEqualTo(Outcome.ADD);
        assertThat(adding.libraryPath()).isEqualTo(scene.library.resolve("Show").toString());
        assertThat(adding.files()).extracting(PlannedAction::action)
                .containsExactly(Action.SKIP, Action.HARDLINK, Action.SKIP);
        assertThat(adding.notes())
                .containsExactly("Since the run before the content is another than before.");
    }

    @Test
    void namesTheSettingsThatAreDifferent() throws IOException {
        scene.with("film.mkv", FILM);
        scene.run("film.mkv");

        var plan = plan("film.mkv", new Changed(scene.settings()).transfer(TransferMode.COPY).settings());

        assertThat(plan.outcome()).isEqualTo(Outcome.REFUSE);
        assertThat(plan.reason()).contains("other settings", "transfer was HARDLINK and is COPY");
        assertThat(plan.files()).extracting(PlannedAction::action).containsExactly(Action.COPY);
    }

    @Test
    void copiesOrRefusesFromAnotherDevice() throws IOException {
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
            var settings = FsopsSettings.defaults(scene.library, elsewhere);

            var copying = new Pipeline(settings).plan(download);
            var refusing = new Pipeline(
                    new Changed(settings).acrossDevices(AcrossDevices.REFUSE).settings()).plan(download);

            assertThat(copying.files()).extracting(PlannedAction::action).containsExactly(Action.COPY);
            assertThat(refusing.outcome()).isEqualTo(Outcome.REFUSE);
            assertThat(refusing.reason()).contains("another device");
            Files.delete(file);
        } finally {
            Files.delete(elsewhere);
        }
    }

    @Test
    void refusesWhatARunWouldRefuse() throws IOException {
        scene.with("Show/a.nfo", NOTE).with("Show/b.nfo", NOTE);
        var rules = new FileRules(List.of("*.mkv"), List.of(), false);

        var nothingLeft = plan(new Changed(scene.settings()).rules(rules).settings());
        scene.withNamed("Show/gone.mkv", 3);
        var missing = plan(scene.settings());

        assertThat(nothingLeft.stage()).isEqualTo("select");
        assertThat(nothingLeft.reason()).contains("leave nothing", "Show/a.nfo: not among the files to take");
        assertThat(nothingLeft.files()).hasSize(2);
        assertThat(missing.stage()).isEqualTo("locate");
        assertThat(missing.reason()).contains("Show/gone.mkv: missing");
        assertThat(missing.files()).isEmpty();
        assertThat(missing.libraryPath()).isNull();
    }

    @Test
    void looksWhileARunGoesOn() throws IOException {
        scene.with("film.mkv", FILM);
        Files.createDirectories(scene.workspace());

        try (var lock = FileChannel.open(
                scene.workspace().resolve(".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); var held = lock.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThat(plan("film.mkv", scene.settings()).outcome()).isEqualTo(Outcome.PUBLISH);
        }
    }

    @Test
    void plansAheadOfADownloadOfWhichNothingIsHere() throws IOException {
        var settings = new Changed(scene.settings()).rules(new FileRules(List.of(), List.of("*.nfo"), false))
                .settings();
        var expected = new FinishedDownload(
                Scene.INFO_HASH,
                "Show",
                scene.downloads.resolve("not/made/yet"),
                List.of(
                        new DownloadedFile("Show/in/film.mkv", 5_000_000_000L),
                        new DownloadedFile("Show/in/info.nfo", 10),
                        new DownloadedFile("Show/in/subs.part1.rar", 20),
                        new DownloadedFile("Show/in/subs.part2.rar", 20)));

        var ahead = new Pipeline(settings).planAhead(expected);
        var now = new Pipeline(settings).plan(expected);

        assertThat(ahead.complete()).isFalse();
        assertThat(ahead.outcome()).isEqualTo(Outcome.PUBLISH);
        assertThat(ahead.files()).extracting(PlannedAction::action)
                .containsExactly(Action.HARDLINK, Action.SKIP, Action.EXTRACT, Action.EXTRACT);
        assertThat(ahead.files().getFirst().sizeBytes()).isEqualTo(5_000_000_000L);
        assertThat(ahead.notes()).first().asString().contains("Not all of it is here yet");
        assertThat(now.complete()).isTrue();
        assertThat(now.outcome()).isEqualTo(Outcome.REFUSE);
        assertThat(scene.downloads).isEmptyDirectory();
    }

    @Test
    void saysEachLabelInLowerCase() {
        assertThat(Action.HARDLINK.label()).isEqualTo("hardlink");
        assertThat(Outcome.REFUSE.label()).isEqualTo("refuse");
    }

    private RunPlan plan(FsopsSettings settings) {
        return plan("Show", settings);
    }

    private RunPlan plan(String name, FsopsSettings settings) {
        return new Pipeline(settings).plan(scene.download(name));
    }

    private static PlannedAction action(
            String path,
            long sizeBytes,
            Action action,
            @Nullable String target,
            String reason) {
        return new PlannedAction(path, sizeBytes, action, target, reason);
    }
}
