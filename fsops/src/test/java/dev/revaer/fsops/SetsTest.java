package dev.revaer.fsops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Archives in several files, and several of them in one torrent.
final class SetsTest {
    private static final byte[] FILM = Scene.random(300_000, 1);
    private static final byte[] NOTE = Scene.bytes("a note");

    @TempDir
    private Path root;

    private Scene scene;

    @BeforeEach
    void makeScene() throws IOException {
        scene = new Scene(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {".zip.", ".7z."})
    void unpacksAnArchiveCutAnywhere(String extension) throws IOException {
        var whole = ArchiveWriter.archive(extension.substring(0, extension.length() - 1), films());
        var pieces = cut(whole, 70_000);
        for (var i = 0; i < pieces.size(); i++) {
            scene.with("Show/CD1/a" + extension + "00" + (i + 1), pieces.get(i));
        }

        scene.run("Show");

        assertThat(pieces).hasSizeGreaterThan(3);
        assertThat(scene.published())
                .isEqualTo(Map.of("Show/film.mkv", Scene.sha256(FILM), "Show/note", Scene.sha256(NOTE)));
    }

    @Test
    void unpacksAZipInSegments() throws IOException {
        var segments = segments();
        for (var segment : segments) {
            scene.with("Show/Disc/" + segment.getFileName(), Files.readAllBytes(segment));
        }

        scene.run("Show");

        assertThat(segments).hasSizeGreaterThan(3);
        assertThat(scene.published())
                .isEqualTo(Map.of("Show/film.mkv", Scene.sha256(FILM), "Show/note", Scene.sha256(NOTE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.z02", "a.z01", "a.zip"})
    void namesAMissingSegment(String missing) throws IOException {
        for (var segment : segments()) {
            if (!segment.endsWith(missing)) {
                scene.with("Show/" + segment.getFileName(), Files.readAllBytes(segment));
            }
        }

        var error = failure().error();

        assertThat(error).isInstanceOf(FsopsError.DamagedArchive.class);
        assertThat(error.describe())
                .contains(
                        missing.equals("a.zip")
                                ? ".zip, is missing"
                                : "volume " + missing.charAt(4) + " is missing");
        assertThat(scene.published()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.zip.001", "a.z01"})
    void takesAMisnamedFileForAFile(String name) throws IOException {
        scene.with("Show/" + name, FILM);

        scene.run("Show");

        assertThat(scene.published()).isEqualTo(Map.of("Show/" + name, Scene.sha256(FILM)));
    }

    @Test
    void unpacksEverySetOfATorrent() throws IOException {
        for (var segment : segments()) {
            scene.with("Show/CD1/" + segment.getFileName(), Files.readAllBytes(segment));
        }
        var pieces = cut(ArchiveWriter.sevenZip(Map.of("2.mkv", FILM), null), 200_000);
        scene.with("Show/CD1/b.7z.001", pieces.get(0)).with("Show/CD1/b.7z.002", pieces.get(1));
        var volumes = RarWriter.volumes(Map.of("3.mkv", FILM), 200_000);
        scene.with("Show/CD2/c.rar", volumes.get(0)).with("Show/CD2/c.r00", volumes.get(1));
        scene.with("Show/CD2/d.part1.rar", RarWriter.volumes(Map.of("4.mkv", FILM), 200_000).get(0))
                .with("Show/CD2/d.part2.rar", RarWriter.volumes(Map.of("4.mkv", FILM), 200_000).get(1));
        scene.with("Show/CD2/Subs/e.zip", ArchiveWriter.zip(Map.of("5.srt", NOTE)));

        scene.run("Show");

        assertThat(scene.published()).containsOnlyKeys(
                "Show/CD1/film.mkv",
                "Show/CD1/note",
                "Show/CD1/2.mkv",
                "Show/CD2/3.mkv",
                "Show/CD2/4.mkv",
                "Show/CD2/Subs/5.srt");
    }

    @Test
    void unpacksASetInsideAnArchive() throws IOException {
        var volumes = RarWriter.volumes(Map.of("film.mkv", FILM), 200_000);
        var outer = Map.of("in/a.rar", volumes.get(0), "in/a.r00", volumes.get(1), "in/note", NOTE);
        scene.with("Show/a.tar.zst", ArchiveWriter.archive(".tar.zst", outer));

        scene.run("Show");

        assertThat(scene.published())
                .isEqualTo(Map.of("Show/film.mkv", Scene.sha256(FILM), "Show/note", Scene.sha256(NOTE)));
    }

    private static Map<String, byte[]> films() {
        return Map.of("film.mkv", FILM, "note", NOTE);
    }

    /// `a.z01`, `a.z02` and so on, `a.zip` last.
    private List<Path> segments() throws IOException {
        var directory = Files.createDirectories(root.resolve("segments"));
        try (var zip = new ZipArchiveOutputStream(directory.resolve("a.zip"), 70_000)) {
            for (var file : films().entrySet()) {
                zip.putArchiveEntry(new ZipArchiveEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeArchiveEntry();
            }
        }
        try (var found = Files.list(directory)) {
            return found.sorted().toList();
        }
    }

    private static List<byte[]> cut(byte[] whole, int size) {
        return Stream.iterate(0, from -> from < whole.length, from -> from + size)
                .map(from -> Arrays.copyOfRange(whole, from, Math.min(whole.length, from + size)))
                .toList();
    }

    private FsopsException failure() {
        return catchThrowableOfType(FsopsException.class, () -> scene.run("Show"));
    }
}
