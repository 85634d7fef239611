package dev.revaer.fsops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.revaer.fsops.rule.CleanupRules;
import dev.revaer.fsops.rule.FileRules;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Which files come into the library, and where.
final class SelectionTest {
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
    void goesByRulesForDownloadedAndUnpackedFiles() throws IOException {
        scene.with("Show/a.zip", ArchiveWriter.zip(Map.of("film.mkv", FILM, "film.nfo", NOTE)));
        scene.with("Show/Sample/s.zip", ArchiveWriter.zip(Map.of("x.mkv", NOTE)));
        scene.with("Show/info.nfo", NOTE).with("Show/extra/b.srt", NOTE).with("Show/extra/b.txt", NOTE);
        var rules = new FileRules(List.of("*.{mkv,nfo,srt}"), List.of("Show/info.*"), true);

        scene.run("Show", new Changed(scene.settings()).rules(rules).settings());

        assertThat(scene.published()).containsOnlyKeys("Show/film.mkv", "Show/extra/b.srt");
        assertThat(scene.workspace().resolve(".revaer.meta")).content()
                .contains(
                        "\"2 files, 4 left out\"",
                        "\"Show/info.nfo\"",
                        "\"left out by the rule Show/info.*\"",
                        "\"not among the files to take\"",
                        "\"fluff\"");
    }

    @Test
    void givesThePlaceOfAFileLeftOutToAnother() throws IOException {
        scene.with("Show/a.zip", ArchiveWriter.zip(Map.of("x/info.txt", FILM)));
        scene.with("Show/x/info.txt", NOTE).with("Show/y/z", NOTE);
        var rules = new FileRules(List.of(), List.of("Show/y/*"), false);

        scene.run("Show", new Changed(scene.settings()).rules(rules).settings());

        assertThat(scene.published()).containsOnlyKeys("Show/info.txt", "Show/info (2).txt");
    }

    @Test
    void sweepsOutWhatIsToBeDroppedByItsPlaceInTheLibrary() throws IOException {
        scene.with("Show/in/a.zip", ArchiveWriter.zip(Map.of("film.url", FILM, "film.mkv", FILM)));
        scene.with("Show/in/extra/b.txt", NOTE).with("Show/in/extra/keep.txt", NOTE);
        var cleanup = new CleanupRules(List.of("*.url", "extra/*"), List.of("keep.*"));

        scene.run("Show", new Changed(scene.settings()).cleanup(cleanup).settings());

        assertThat(scene.published()).containsOnlyKeys("Show/film.mkv", "Show/extra/keep.txt");
        assertThat(scene.downloads.resolve("Show/in/extra/b.txt")).exists();
        assertThat(scene.workspace().resolve(".revaer.meta")).content()
                .contains(
                        "\"2 files, 2 left out\"",
                        "\"dropped by the cleanup rule extra/*\"",
                        "\"film.url\"");
    }

    @Test
    void refusesToPublishNothing() throws IOException {
        scene.with("Show/a.zip", ArchiveWriter.zip(Map.of("film.mkv", FILM))).with("Show/b.nfo", NOTE);
        var rules = new FileRules(List.of("*.iso"), List.of(), false);

        var failure = failureOf("Show", new Changed(scene.settings()).rules(rules).settings());

        assertThat(failure.stage()).isEqualTo(Stage.SELECT);
        assertThat(failure.error().describe()).contains("Show/b.nfo: not among", "Show/film.mkv: not among");
        assertThat(scene.published()).isEmpty();
        assertThat(scene.workspace().resolve("staging")).doesNotExist();
    }

    @Test
    void publishesIntoTheFolderOfItsCategory() throws IOException {
        scene.with("Show/a.mkv", FILM);
        var settings = new Changed(scene.settings()).destination("all/{category}/{year}/{name}").settings();
        var download = new FinishedDownload(
                Scene.INFO_HASH,
                "Show",
                scene.downloads,
                scene.download("Show").files(),
                "tv: new/old",
                Instant.EPOCH);

        var published = new Pipeline(settings).run(download, Scene.SILENT);
        scene.with("Show/b.mkv", NOTE);
        var grown = new FinishedDownload(
                Scene.INFO_HASH,
                "Show",
                scene.downloads,
                scene.download("Show").files(),
                "tv: new/old",
                Instant.EPOCH);
        new Pipeline(settings).run(grown, Scene.SILENT);

        assertThat(published.libraryPath()).isEqualTo(scene.library.resolve("all/tv: new_old/1970/Show"));
        assertThat(scene.published()).containsOnlyKeys(
                "all/tv: new_old/1970/Show/a.mkv",
                "all/tv: new_old/1970/Show/b.mkv");
        assertThat(new Pipeline(settings).run(grown, Scene.SILENT).alreadyPublished()).isTrue();
    }

    @Test
    void publishesThroughNoLinkAndIntoNoFile() throws IOException {
        scene.with("Show/a.mkv", FILM);
        var outside = Files.createDirectory(root.resolve("outside"));
        Files.createSymbolicLink(scene.library.resolve("link"), outside);
        Files.write(scene.library.resolve("file"), NOTE);

        for (var folder : List.of("link", "file", "link/x", "file/x")) {
            var settings = new Changed(scene.settings()).destination(folder + "/{name}").settings();

            assertThat(failureOf("Show", settings).error()).as(folder)
                    .isInstanceOf(FsopsError.StorageFailed.class);
        }
        assertThat(outside).isEmptyDirectory();
        assertThat(scene.library.resolve("file")).hasBinaryContent(NOTE);
    }

    @Test
    void readsWhatVersion1Published() throws IOException {
        scene.with("film.mkv", FILM);
        scene.run("film.mkv");
        var meta = scene.workspace().resolve(".revaer.meta");
        var text = Files.readString(meta);
        var content = text.replaceAll("(?s).*\"content\" : \"(\\w+)\".*", "$1");
        var publication = text.replaceAll("(?s).*\"publication\" : (\\{[^}]*}).*", "$1");
        Files.writeString(
                meta,
                """
                        {"version": 1, "infoHash": "%s", "policy": "%s", "content": "%s", "stages": [],
                         "publication": %s, "base": null}"""
                        .formatted(
                                Scene.INFO_HASH,
                                Scene.sha256(Scene.bytes("1\nHARDLINK\n2")),
                                content,
                                publication));
        var copying = new Changed(scene.settings()).transfer(TransferMode.COPY).settings();
        var selecting = new Changed(scene.settings())
                .rules(new FileRules(List.of(), List.of(), true))
                .settings();

        assertThat(failureOf("film.mkv", copying).error()).isInstanceOf(FsopsError.PolicyChanged.class);
        assertThat(failureOf("film.mkv", selecting).error()).isInstanceOf(FsopsError.PolicyChanged.class);
        assertThat(scene.run("film.mkv").alreadyPublished()).isTrue();
        assertThat(meta).content().contains("\"version\" : 2", "HARDLINK");
    }

    private FsopsException failureOf(String name, FsopsSettings settings) {
        return catchThrowableOfType(FsopsException.class, () -> scene.run(name, settings));
    }
}
