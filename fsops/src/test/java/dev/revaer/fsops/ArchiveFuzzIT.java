package dev.revaer.fsops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Damages real archives at random.
final class ArchiveFuzzIT {
    private static final long SEED = 20_261_121;
    private static final int ROUNDS = 250;

    @TempDir(factory = InMemory.class)
    private Path root;

    static Stream<String> extensions() {
        return Stream.concat(ExtractionTest.extensions(), Fixtures.rars().stream().map(Path::toString));
    }

    @ParameterizedTest
    @MethodSource("extensions")
    @Timeout(120)
    void endsInSuccessOrInOneOfItsErrors(String source) throws IOException {
        var random = new Random(SEED);
        var extension = source.endsWith(".rar") ? ".rar" : source;
        var whole = source.equals(extension) ? archive(extension) : Files.readAllBytes(Path.of(source));
        var failed = 0;

        for (var round = 0; round < ROUNDS; round++) {
            var scene = new Scene(root.resolve("round" + round));
            scene.with("Show/a" + extension, damaged(whole, random)).with("Show/note", Scene.bytes("note"));
            var before = Scene.tree(root, "round" + round + "/library");
            try {
                scene.run("Show", scene.settings(new ExtractionLimits(4 << 20, 100, 200, 2)));
                assertThat(scene.published()).containsKey("Show/note");
            } catch (FsopsException e) {
                failed++;
                assertThat(e.error()).as("seed %d, round %d", SEED, round)
                        .isInstanceOfAny(
                                FsopsError.DamagedArchive.class,
                                FsopsError.UnsafeArchive.class,
                                FsopsError.LimitExceeded.class,
                                FsopsError.MissingTool.class,
                                FsopsError.UnsupportedArchive.class,
                                FsopsError.EncryptedArchive.class);
                assertThat(scene.published()).isEmpty();
                assertThat(scene.workspace().resolve("staging")).doesNotExist();
            }
            assertThat(Scene.tree(root, "round" + round + "/library")).isEqualTo(before);
            delete(root.resolve("round" + round));
        }

        assertThat(failed).as("rounds of %d that were noticed, seed %d", ROUNDS, SEED)
                .isGreaterThan(ROUNDS / 10);
    }

    private static byte[] archive(String extension) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("dir/text.txt", Scene.bytes("to be or not to be ".repeat(40)));
        files.put("random.bin", Scene.random(900, 5));
        files.put("last", Scene.bytes("x"));
        return ArchiveWriter.archive(extension, files);
    }

    private static byte[] damaged(byte[] whole, Random random) {
        if (random.nextInt(5) == 0) {
            return Arrays.copyOf(whole, random.nextInt(whole.length));
        }
        var bytes = whole.clone();
        for (var flips = 1 + random.nextInt(4); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static void delete(Path directory) throws IOException {
        List<Path> paths;
        try (var found = Files.walk(directory)) {
            paths = found.toList().reversed();
        }
        for (var path : paths) {
            Files.delete(path);
        }
    }
}
