package dev.revaer.fsops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/// A bestiary: each fails with its reason, leaves nothing, and the download stays as it is.
@Timeout(60)
final class HostileArchivesTest {
    private static final byte[] NOTE = Scene.bytes("a note");
    private static final ExtractionLimits LIMITS = new ExtractionLimits(100L << 20, 100, 200, 3);

    @TempDir
    private Path root;

    private Scene scene;

    static Stream<Arguments> beasts() throws IOException {
        return Stream.of(
                unsafe("a.zip", "shares its bytes", HostileArchives.zipThatOverlaps()),
                damaged("a.zip", "another size or checksum", HostileArchives.zipOfSize(5, 0)),
                damaged("a.zip", "another size or checksum", HostileArchives.zipOfSize(5000, 0)),
                damaged("a.zip", "another size or checksum", HostileArchives.zipOfSize(14, 1)),
                damaged("a.zip", "", HostileArchives.zipThatPointsOutside()),
                damaged("a.zip", "lists 1 entries, not 2", HostileArchives.zipOfCount(2)),
                limited("a.zip", "100 entries", HostileArchives.zipOfEntries(101)),
                limited(
                        "a.tar.gz",
                        "names and attributes",
                        ArchiveWriter.compressed(
                                CompressorStreamFactory.GZIP,
                                HostileArchives.tarWithLongName(40 << 20))),
                unsafe("a.tar", "longer than file systems take", HostileArchives.tarWithLongName(5000)),
                unsafe("a.tar", "longer than file systems take", HostileArchives.tarOfDirectories(2000)),
                damaged("a.tar", "", HostileArchives.tarThatEndsEarly()),
                unsafe("a.7z", "is a link", HostileArchives.sevenZipWithLink()),
                unsafe("a.rar", "is a link", RarWriter.withLink()),
                damaged("a.rar", "", RarWriter.ofSize(5)),
                damaged("a.rar", "", RarWriter.ofSize(500)),
                unsafe("a.rar", "leads out", RarWriter.archive(Map.of("../../evil", NOTE))),
                unsafe("a.zip", "leads out", ArchiveWriter.zip(Map.of("a/../../../evil", NOTE))),
                unsafe("a.7z", "leads out", ArchiveWriter.sevenZip(Map.of("../evil", NOTE), null)),
                unsafe("a.zip", "absolute name", ArchiveWriter.zip(Map.of("C:/evil", NOTE))),
                unsafe("a.zip", "comes twice", ArchiveWriter.zip(twice())),
                unsafe("a.tar.zst", "comes twice", ArchiveWriter.archive(".tar.zst", twice())));
    }

    @BeforeEach
    void makeScene() throws IOException {
        scene = new Scene(root.resolve("scene"));
    }

    @ParameterizedTest(name = "{index}: {0} {2}")
    @MethodSource("beasts")
    void isRefused(String name, Class<?> error, String reason, byte[] archive) throws IOException {
        scene.with("Show/CD1/" + name, archive)
                .with("Show/good.zip", ArchiveWriter.zip(Map.of("good", NOTE)))
                .with("Show/note", NOTE);

        assertRefused(error, reason);
    }

    @ParameterizedTest(name = "{index}: {0} {2}")
    @MethodSource("beasts")
    void isRefusedInsideAnotherArchive(String name, Class<?> error, String reason, byte[] archive)
            throws IOException {
        var padding = Scene.random(1 << 19, 1);
        scene.with(
                "Show/outer.tar",
                ArchiveWriter.tar(Map.of("in/" + name, archive, "in/note", NOTE, "padding", padding)));

        assertRefused(error, reason);
    }

    /// Above the 64 MiB from which on the ratio counts.
    @ParameterizedTest
    @ValueSource(strings = {".zip", ".7z", ".tar.gz", ".tar.zst"})
    void isRefusedAsABomb(String extension) throws IOException {
        scene.with(
                "Show/a" + extension,
                ArchiveWriter.archive(extension, Map.of("zeros", new byte[65 << 20])));

        assertRefused(FsopsError.LimitExceeded.class, "ratio of 200");
    }

    @Test
    void isRefusedAsABombOfNothing() throws IOException {
        scene.with("Show/a.tar", HostileArchives.sparseTar());

        assertRefused(FsopsError.LimitExceeded.class, "ratio of 200");
    }

    @Test
    void isRefusedAsABombInParts() throws IOException {
        scene.with("Show/a.zip", HostileArchives.nested(4, 300_000));

        var failure = catchThrowableOfType(
                FsopsException.class,
                () -> scene.run("Show", scene.settings(new ExtractionLimits(1 << 20, 1000, 200, 3))));

        assertThat(failure.error())
                .isEqualTo(new FsopsError.LimitExceeded("Show/3.tar.gz", "1048576 unpacked bytes"));
    }

    @ParameterizedTest
    @MethodSource("dev.revaer.fsops.ExtractionTest#extensions")
    void isRefusedWhereverItIsCutShort(String extension) throws IOException {
        var whole = ArchiveWriter
                .archive(extension, Map.of("a", Scene.random(3000, 1), "b", Scene.random(500, 2)));
        for (var length = whole.length - 1; length > whole.length / 20; length -= Math
                .max(1, whole.length / 10)) {
            scene = new Scene(root.resolve(extension + length));
            scene.with("Show/a" + extension, Arrays.copyOf(whole, length)).with("Show/note", NOTE);
            var failure = catchThrowableOfType(FsopsException.class, () -> scene.run("Show"));
            // a plain tar cut inside its last zeros is whole
            assertThat(failure != null || isOnlyZeros(whole, length)).as("%s of %d bytes", extension, length)
                    .isTrue();
        }
    }

    @Test
    void isRefusedAsItComesFromOthers() throws IOException {
        assumeFalse(Fixtures.isAbsent(), "no RAR fixtures at ../shared/fixtures/rar of the repository");
        scene.with("Show/a.rar", Files.readAllBytes(Fixtures.rar("parent-dir.rar")));

        assertRefused(FsopsError.UnsafeArchive.class, "leads out");
    }

    @Test
    void endsWhereArchivesNestTooDeep() throws IOException {
        var archive = ArchiveWriter.zip(Map.of("note", NOTE));
        for (var i = 0; i < 5; i++) {
            archive = ArchiveWriter.zip(Map.of("inner" + i + ".zip", archive));
        }
        scene.with("Show/a.zip", archive);

        scene.run("Show", scene.settings(LIMITS));

        assertThat(scene.published()).containsOnlyKeys("Show/inner2.zip");
    }

    private void assertRefused(Class<?> error, String reason) throws IOException {
        var before = Scene.tree(scene.downloads, "-");
        var outside = Scene.tree(root, "scene");

        var failure = catchThrowableOfType(
                FsopsException.class,
                () -> scene.run("Show", scene.settings(LIMITS)));

        assertThat(failure).isNotNull();
        assertThat(failure.stage()).isEqualTo(Stage.EXTRACT);
        assertThat(failure.error()).isInstanceOf(error);
        assertThat(failure.error().describe()).contains(reason);
        assertThat(scene.published()).isEmpty();
        assertThat(scene.workspace().resolve("staging")).doesNotExist();
        assertThat(Scene.tree(scene.downloads, "-")).isEqualTo(before);
        assertThat(Scene.tree(root, "scene")).isEqualTo(outside);
    }

    private static boolean isOnlyZeros(byte[] whole, int from) {
        for (var i = from; i < whole.length; i++) {
            if (whole[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, byte[]> twice() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("a/note", NOTE);
        files.put("a/./note", NOTE);
        return files;
    }

    private static Arguments unsafe(String name, String reason, byte[] archive) {
        return Arguments.of(name, FsopsError.UnsafeArchive.class, reason, archive);
    }

    private static Arguments damaged(String name, String reason, byte[] archive) {
        return Arguments.of(name, FsopsError.DamagedArchive.class, reason, archive);
    }

    private static Arguments limited(String name, String reason, byte[] archive) {
        return Arguments.of(name, FsopsError.LimitExceeded.class, reason, archive);
    }
}
