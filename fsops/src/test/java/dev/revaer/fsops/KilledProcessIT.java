package dev.revaer.fsops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Kills a process that runs the pipeline.
final class KilledProcessIT {
    private static final long SEED = 20_261_121;
    private static final int KILLS = 12;
    private static final String RUNNING = "running";

    @TempDir
    private Path root;

    @Test
    @Timeout(240)
    void givesTheSameTreeHoweverOftenItIsKilled() throws Exception {
        var expected = scene(root.resolve("whole"));
        new Pipeline(settings(expected)).run(expected.download("Show"), Scene.SILENT);
        var scene = scene(root.resolve("killed"));
        var random = new Random(SEED);
        var killed = 0;

        for (var round = 0; round < KILLS && scene.published().isEmpty(); round++) {
            var process = start(scene);
            try (var out = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(out.readLine()).isEqualTo(RUNNING);
                if (!process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly().waitFor();
                    killed++;
                }
            }
        }
        new Pipeline(settings(scene)).run(scene.download("Show"), Scene.SILENT);

        assertThat(killed).as("kills, seed %d", SEED).isPositive();
        assertThat(scene.published()).isEqualTo(expected.published());
        assertThat(scene.workspace().resolve("staging")).doesNotExist();
    }

    private static Process start(Scene scene) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Child.class.getName(),
                scene.downloads.resolveSibling("").toString()).redirectErrorStream(true).start();
    }

    private static FsopsSettings settings(Scene scene) {
        return new FsopsSettings(
                scene.library,
                List.of(scene.library, scene.downloads),
                TransferMode.COPY,
                ExistingName.FAIL,
                ExtractionLimits.defaults());
    }

    private static Scene scene(Path directory) throws IOException {
        var scene = new Scene(Files.createDirectories(directory));
        for (var i = 0; i < 6; i++) {
            var files = Map
                    .of("film" + i + ".mkv", Scene.random(3_000_000, i), "note" + i, Scene.bytes("note"));
            scene.with("Show/cd" + i + "/a.tar.gz", ArchiveWriter.archive(".tar.gz", files));
            scene.with("Show/plain" + i, Scene.random(2_000_000, 100 + i));
        }
        return scene;
    }

    /// The process that is killed.
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            var scene = Scene.existing(Path.of(arguments[0]));
            System.out.println(RUNNING);
            new Pipeline(settings(scene)).run(scene.download("Show"), Scene.SILENT);
        }
    }
}
