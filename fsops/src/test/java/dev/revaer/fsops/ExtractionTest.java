package dev.revaer.fsops;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class ExtractionTest {
    private static final byte[] FILM = Scene.random(300_000, 1);
    private static final byte[] NOTE = Scene.bytes("a note");

    @TempDir
    private Path root;

    private Scene scene;

    static Stream<String> extensions() {
        return Stream.of(".zip", ".7z", ".tar", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst", ".rar");
    }

    @BeforeEach
    void makeScene() throws IOException {
        scene = new Scene(root);
    }

    @ParameterizedTest
    @MethodSource("extensions")
    void unpacksEveryFormat(String extension) throws IOException {
        var files = Map.of("film.mkv", FILM, "extra/note.txt", NOTE, "extra/empty", new byte[0]);
        scene.with(
                "Show/cd/Archive" + extension.toUpperCase(Locale.ROOT),
                ArchiveWriter.archive(extension, files));
        scene.with("Show/info.nfo", NOTE);

        scene.run("Show");

        assertThat(scene.published()).isEqualTo(
                Map.of(
                        "Show/cd/film.mkv",
                        Scene.sha256(FILM),
                        "Show/cd/extra/note.txt",
                        Scene.sha256(NOTE),
                        "Show/cd/extra/empty",
                        Scene.sha256(new byte[0]),
                        "Show/info.nfo",
                        Scene.sha256(NOTE)));
    }

    @ParameterizedTest
    @MethodSource("extensions")
    void namesTheDirectoryOfASingleArchiveWithoutItsExtension(String extension) throws IOException {
        var archive = ArchiveWriter.archive(extension, Map.of("film.mkv", FILM));
        scene.with("Film" + extension, archive);

        var published = scene.run("Film" + extension);

        assertThat(published.libraryPath()).isEqualTo(scene.library.resolve("Film"));
        assertThat(scene.downloads.resolve("Film" + extension)).hasBinaryContent(archive);
    }

    @ParameterizedTest
    @MethodSource("extensions")
    void reportsATruncatedArchive(String extension) throws IOException {
        var whole = ArchiveWriter.archive(extension, Map.of("film.mkv", FILM));
        scene.with("Show/a" + extension, Arrays.copyOf(whole, whole.length * 3 / 4)).with("Show/note", NOTE);

        var failure = failureOf(scene.settings());

        assertThat(failure.stage()).isEqualTo(Stage.EXTRACT);
        assertThat(failure.error()).isInstanceOf(FsopsError.DamagedArchive.class);
        assertThat(scene.published()).isEmpty();
        assertThat(scene.workspace().resolve("staging")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {".zip", ".7z", ".tar.gz", ".tar.bz2", ".tar.xz", ".rar"})
    void reportsChangedContent(String extension) throws IOException {
        var damaged = ArchiveWriter.archive(extension, Map.of("film.mkv", FILM));
        damaged[damaged.length / 2] ^= 0x10;
        scene.with("Show/a" + extension, damaged);

        assertThat(failureOf(scene.settings()).error()).isInstanceOf(FsopsError.DamagedArchive.class);
        assertThat(scene.published()).isEmpty();
    }

    @Test
    void unpacksASplit7z() throws IOException {
        var pieces = cut(ArchiveWriter.sevenZip(Map.of("film.mkv", FILM), null), 70_000);
        for (var i = 0; i < pieces.size(); i++) {
            scene.with("Show/a.7z.00" + (i + 1), pieces.get(i));
        }

        scene.run("Show");

        assertThat(pieces).hasSizeGreaterThan(3);
        assertThat(scene.published()).isEqualTo(Map.of("Show/film.mkv", Scene.sha256(FILM)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void unpacksStoredRarVolumes(boolean oldNames) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("a/film.mkv", FILM);
        files.put("note", NOTE);
        files.put("second.mkv", Scene.random(150_000, 2));
        addVolumes(RarWriter.volumes(files, 65_000), oldNames, -1);

        scene.run("Show");

        assertThat(scene.published()).isEqualTo(
                Map.of(
                        "Show/a/film.mkv",
                        Scene.sha256(FILM),
                        "Show/note",
                        Scene.sha256(NOTE),
                        "Show/second.mkv",
                        Scene.sha256(files.get("second.mkv"))));
    }

    @Test
    void unpacksRarVolumesThatEndWhereAFileEnds() throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("1", Scene.random(1000, 1));
        files.put("2", Scene.random(1000, 2));
        files.put("3", Scene.random(1000, 3));
        addVolumes(RarWriter.volumes(files, 1000), true, -1);

        scene.run("Show");

        assertThat(scene.published()).containsOnlyKeys("Show/1", "Show/2", "Show/3");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void reportsAMissingRarVolume(int missing) throws IOException {
        var volumes = RarWriter.volumes(Map.of("film.mkv", FILM), 65_000);
        addVolumes(volumes, false, missing);

        var failure = failureOf(scene.settings());

        assertThat(volumes).hasSize(5);
        assertThat(failure.error()).isInstanceOf(FsopsError.DamagedArchive.class);
        assertThat(failure.error().describe()).contains("volume", "missing");
        assertThat(scene.published()).isEmpty();
    }

    @Test
    void reportsAMissingPieceOfASplit7z() throws IOException {
        var pieces = cut(ArchiveWriter.sevenZip(Map.of("film.mkv", FILM), null), 70_000);
        scene.with("Show/a.7z.001", pieces.get(0)).with("Show/a.7z.003", pieces.get(2));

        assertThat(failureOf(scene.settings()).error().describe()).contains("volume 2 is missing");
    }

    @Test
    void unpacksSeveralSetsInTheirDirectories() throws IOException {
        scene.with("Show/CD1/a.zip", ArchiveWriter.zip(Map.of("1.mkv", NOTE)));
        scene.with("Show/CD1/b.tar", ArchiveWriter.tar(Map.of("2.mkv", NOTE)));
        scene.with("Show/CD2/a.rar", RarWriter.archive(Map.of("3.mkv", NOTE)));

        scene.run("Show");

        assertThat(scene.published()).containsOnlyKeys("Show/CD1/1.mkv", "Show/CD1/2.mkv", "Show/CD2/3.mkv");
    }

    @Test
    void unpacksArchivesInsideArchives() throws IOException {
        var rar = RarWriter.archive(Map.of("subs/english.srt", NOTE));
        scene.with("Show/subs.zip", ArchiveWriter.zip(Map.of("in/subs.rar", rar, "readme", NOTE)));

        scene.run("Show");

        assertThat(scene.published()).containsOnlyKeys("Show/in/english.srt", "Show/readme");
    }

    @Test
    void leavesDeeperArchivesAsTheyAre() throws IOException {
        var rar = RarWriter.archive(Map.of("english.srt", NOTE));
        scene.with("Show/subs.zip", ArchiveWriter.zip(Map.of("subs.rar", rar)));

        scene.run("Show", scene.settings(new ExtractionLimits(1 << 20, 10, 100, 1)));

        assertThat(scene.published()).isEqualTo(Map.of("Show/subs.rar", Scene.sha256(rar)));
    }

    @Test
    void unpacksNothingAtDepthZero() throws IOException {
        var zip = ArchiveWriter.zip(Map.of("note", NOTE));
        scene.with("a.zip", zip);

        scene.run("a.zip", scene.settings(new ExtractionLimits(1 << 20, 10, 100, 0)));

        assertThat(scene.published()).isEqualTo(Map.of("a.zip", Scene.sha256(zip)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.zip", "a.rar", "a.part1.rar", "a.r00", "a.7z", "a.7z.001", "a.tar", "a.tgz"})
    void takesAMisnamedFileForAFile(String name) throws IOException {
        scene.with("Show/" + name, FILM);

        scene.run("Show");

        assertThat(scene.published()).isEqualTo(Map.of("Show/" + name, Scene.sha256(FILM)));
    }

    @Test
    void keepsBothOfTwoFilesThatWantOneName() throws IOException {
        scene.with("Show/a.zip", ArchiveWriter.zip(Map.of("info.nfo", FILM, "x/y", NOTE)));
        scene.with("Show/info.nfo", NOTE).with("Show/x", NOTE);

        scene.run("Show");

        assertThat(scene.published()).isEqualTo(
                Map.of(
                        "Show/info.nfo",
                        Scene.sha256(NOTE),
                        "Show/info (2).nfo",
                        Scene.sha256(FILM),
                        "Show/x",
                        Scene.sha256(NOTE),
                        "Show/x (2)/y",
                        Scene.sha256(NOTE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "/evil", "C:/evil", "c:evil", "a\\b", "a\0b"})
    void refusesNamesThatLeadOut(String name) throws IOException {
        scene.with("Show/a.tar.gz", ArchiveWriter.archive(".tar.gz", Map.of("fine", NOTE, name, NOTE)));
        var before = Scene.tree(root, "library");

        var failure = failureOf(scene.settings());

        if (!name.contains("\0")) {
            assertThat(failure.error()).isInstanceOf(FsopsError.UnsafeArchive.class);
            assertThat(scene.published()).isEmpty();
        }
        assertThat(Scene.tree(root, "library")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(chars = {'1', '2', '3', '6'})
    void refusesLinksAndSpecialFilesInTar(char kind) throws IOException {
        scene.with("Show/a.tar", ArchiveWriter.tarWithSpecial(kind));

        assertThat(failureOf(scene.settings()).error()).isInstanceOf(FsopsError.UnsafeArchive.class);
    }

    @Test
    void refusesLinksInZip() throws IOException {
        scene.with("Show/a.zip", ArchiveWriter.zipWithLink());

        assertThat(failureOf(scene.settings()).error()).isInstanceOf(FsopsError.UnsafeArchive.class);
    }

    @Test
    void refusesAnEntryThatComesTwice() throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("a/note", NOTE);
        files.put("a/./note", FILM);
        scene.with("Show/a.tar", ArchiveWriter.tar(files));

        assertThat(failureOf(scene.settings()).error().describe()).contains("comes twice");
    }

    @Test
    void refusesAFileWhereADirectoryIs() throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("a", NOTE);
        files.put("a/note", FILM);
        scene.with("Show/a.zip", ArchiveWriter.zip(files));

        assertThat(failureOf(scene.settings()).error()).isInstanceOf(FsopsError.UnsafeArchive.class);
    }

    @Test
    void refusesAnEncrypted7z() throws IOException {
        scene.with("Show/a.7z", ArchiveWriter.sevenZip(Map.of("note", NOTE), "secret".toCharArray()));

        assertThat(failureOf(scene.settings()).error())
                .isEqualTo(new FsopsError.EncryptedArchive("Show/a.7z", 0));
    }

    @Test
    void refusesAnEncryptedZip() throws IOException {
        var zip = ArchiveWriter.zip(Map.of("note", NOTE));
        for (var i = 0; i < zip.length - 10; i++) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1) {
                zip[i + 8] |= 1;
            }
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 3) {
                zip[i + 6] |= 1;
            }
        }
        scene.with("Show/a.zip", zip);

        assertThat(failureOf(scene.settings()).error())
                .isEqualTo(new FsopsError.EncryptedArchive("Show/a.zip", 0));
    }

    @ParameterizedTest
    @MethodSource("extensions")
    void stopsAtTheLimitOfBytes(String extension) throws IOException {
        scene.with("Show/a" + extension, ArchiveWriter.archive(extension, Map.of("film.mkv", FILM)));

        var failure = failureOf(scene.settings(new ExtractionLimits(FILM.length - 1, 10, 100, 1)));

        assertThat(failure.error()).isEqualTo(
                new FsopsError.LimitExceeded("Show/a" + extension, (FILM.length - 1) + " unpacked bytes"));
        assertThat(scene.workspace().resolve("staging")).doesNotExist();
    }

    @Test
    void stopsAtTheLimitOfEntriesOverAllArchives() throws IOException {
        scene.with("Show/a.zip", ArchiveWriter.zip(Map.of("1", NOTE, "2", NOTE)));
        scene.with("Show/b.zip", ArchiveWriter.zip(Map.of("3", NOTE, "4", NOTE)));

        var failure = failureOf(scene.settings(new ExtractionLimits(1000, 3, 100, 1)));

        assertThat(failure.error()).isEqualTo(new FsopsError.LimitExceeded("Show/b.zip", "3 entries"));
    }

    @Test
    void stopsABombAtTheRatio() throws IOException {
        scene.with("Show/a.tar.gz", ArchiveWriter.archive(".tar.gz", Map.of("zeros", new byte[70 << 20])));

        var failure = failureOf(scene.settings());

        assertThat(failure.error().describe()).contains("compression ratio of 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {".zip", ".7z", ".tar.gz"})
    void reportsAnArchiveWithoutFiles(String extension) throws IOException {
        scene.with("Show/a" + extension, ArchiveWriter.archive(extension, Map.of()));

        var failure = failureOf(scene.settings());

        assertThat(failure.error()).isInstanceOf(FsopsError.DamagedArchive.class);
        assertThat(scene.published()).isEmpty();
    }

    @Test
    void keepsTheDownloadAsItIsWhenAnArchiveIsDamaged() throws IOException {
        scene.with("Show/good.zip", ArchiveWriter.zip(Map.of("1", NOTE)));
        scene.with("Show/worse.zip", Arrays.copyOf(ArchiveWriter.zip(Map.of("film", FILM)), 1000));
        var before = Scene.tree(scene.downloads, "-");

        failureOf(scene.settings());

        assertThat(Scene.tree(scene.downloads, "-")).isEqualTo(before);
        assertThat(scene.workspace().resolve("staging")).doesNotExist();
    }

    private void addVolumes(List<byte[]> volumes, boolean oldNames, int missing) throws IOException {
        for (var i = 0; i < volumes.size(); i++) {
            var oldName = i == 0 ? "a.rar" : "a.r%02d".formatted(i - 1);
            if (i != missing) {
                scene.with("Show/" + (oldNames ? oldName : "a.part" + (i + 1) + ".rar"), volumes.get(i));
            }
        }
    }

    private static List<byte[]> cut(byte[] whole, int size) {
        return Stream.iterate(0, from -> from < whole.length, from -> from + size)
                .map(from -> Arrays.copyOfRange(whole, from, Math.min(whole.length, from + size)))
                .toList();
    }

    private FsopsException failureOf(FsopsSettings settings) {
        return catchThrowableOfType(FsopsException.class, () -> scene.run("Show", settings));
    }
}
