package dev.revaer.fsops;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import dev.revaer.fsops.workspace.Disk;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Ends a run that moves a torrent before each of its steps in turn, and while the torrent goes.
final class MoveCrashIT {
    @TempDir(factory = InMemory.class)
    private Path root;

    enum Kind {
        TREE, SINGLE_FILE, ACROSS_DEVICES
    }

    @ParameterizedTest
    @EnumSource
    void leavesOnePlaceWholeWheneverItEnds(Kind kind) throws IOException {
        var steps = 0;
        for (var crashAt = 1;; crashAt++) {
            var scene = scene(kind, root.resolve("crash" + crashAt));
            var seeder = new Seeder(scene, "Show");
            if (!crashes(scene, seeder, kind, crashAt)) {
                break;
            }
            steps = crashAt;
            assertThat(seeder.canSeed()).as("after a crash before step %d", crashAt).isTrue();
            crashes(scene, seeder, kind, 1 + crashAt % 7);
            assertThat(seeder.canSeed()).isTrue();

            seeder.run(settings(scene));

            assertThat(seeder.canSeed()).isTrue();
            assertThat(seeder.downloadDir()).isEqualTo(scene.library.resolve("in"));
            assertThat(scene.downloads).isEmptyDirectory();
            assertThat(scene.workspace()).isDirectoryNotContaining("glob:**/{staging,replaced}");
            assertThat(seeder.run(settings(scene)).alreadyPublished()).isTrue();
        }

        assertThat(steps).isGreaterThan(20);
    }

    private static boolean crashes(Scene scene, Seeder seeder, Kind kind, int step) {
        var taken = new AtomicInteger();
        Runnable next = () -> {
            if (taken.incrementAndGet() == step) {
                throw new Crash();
            }
        };
        try {
            seeder.whenTold(next).run(settings(scene), new Disk(what -> {
                next.run();
                if (kind == Kind.ACROSS_DEVICES && what.startsWith("link")
                        && what.contains("/staging/content/")) {
                    Scene.<RuntimeException>throwing(
                            new FileSystemException(what, null, "Invalid cross-device link"));
                }
            }));
            return false;
        } catch (Crash _) {
            return true;
        } finally {
            seeder.whenTold(() -> {});
        }
    }

    private static FsopsSettings settings(Scene scene) {
        return new Changed(scene.settings()).transfer(TransferMode.MOVE)
                .destination("in/a {name}")
                .sha256Manifest()
                .settings();
    }

    private static Scene scene(Kind kind, Path directory) throws IOException {
        var scene = new Scene(Files.createDirectories(directory));
        return kind == Kind.SINGLE_FILE
                ? scene.with("Show", Scene.random(3_000, 1))
                : scene.with("Show/deep/a.mkv", Scene.random(3_000, 1))
                        .with("Show/deep/er/b.txt", Scene.bytes("b"))
                        .with("Show/deep/er/c.txt", Scene.bytes("c"));
    }
}
