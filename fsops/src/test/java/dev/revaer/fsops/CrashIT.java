package dev.revaer.fsops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.revaer.fsops.permission.Permissions;
import dev.revaer.fsops.rule.FileRules;
import dev.revaer.fsops.workspace.Disk;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Ends a run before each of its steps in turn, then once more in the run that goes on.
final class CrashIT {
    @TempDir(factory = InMemory.class)
    private Path root;

    enum Kind {
        TREE_BY_LINKS, TREE_BY_COPIES, SINGLE_FILE_BY_LINK, SINGLE_FILE_BY_COPY,
        /// With all that is done to what is published.
        ALL_STAGES,
        /// Where something else stands.
        REPLACED_AT_ONCE, REPLACED_BY_TWO_RENAMES, REPLACED_FILE;

        boolean replaces() {
            return name().startsWith("REPLACED");
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameTreeAfterACrashBeforeAnyStep(Kind kind) throws IOException {
        var expected = scene(kind, root.resolve("whole"));
        run(expected, kind, new Disk());
        var steps = 0;

        for (var crashAt = 1;; crashAt++) {
            var scene = scene(kind, root.resolve("crash" + crashAt));
            var downloaded = Scene.tree(scene.downloads, "-");
            var before = scene.published();
            if (!crashes(scene, kind, crashAt)) {
                break;
            }
            steps = crashAt;
            assertThat(scene.published()).satisfiesAnyOf(
                    tree -> assertThat(tree).isEqualTo(before),
                    tree -> assertThat(tree).isEqualTo(expected.published()),
                    tree -> assertThat(kind == Kind.REPLACED_BY_TWO_RENAMES && tree.isEmpty()).isTrue());
            crashes(scene, kind, 1 + crashAt % 7);
            run(scene, kind, disk(kind, _ -> {}));

            assertThat(scene.published()).as("after a crash before step %d", crashAt)
                    .isEqualTo(expected.published());
            assertThat(Scene.tree(scene.downloads, "-")).isEqualTo(downloaded);
            assertThat(scene.workspace()).isDirectoryNotContaining("glob:**/{staging,replaced}");
            assertThat(run(scene, kind, new Disk()).alreadyPublished()).isTrue();
            assertThat(scene.workspace().resolve(".revaer.meta")).content()
                    .contains(Stream.of(Stage.values()).map(stage -> "\"" + stage.label() + "\"").toList())
                    .doesNotContain("FAILED");
        }

        assertThat(steps).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(names = {"TREE_BY_LINKS", "TREE_BY_COPIES", "ALL_STAGES"})
    void addsTheSameAfterACrashBeforeAnyStep(Kind kind) throws IOException {
        var expected = grown(kind, root.resolve("whole"));
        run(expected, kind, new Disk());
        var steps = 0;

        for (var crashAt = 1;; crashAt++) {
            var scene = grown(kind, root.resolve("crash" + crashAt));
            var before = withoutManifest(scene);
            if (!crashes(scene, kind, crashAt)) {
                break;
            }
            steps = crashAt;
            assertThat(withoutManifest(scene)).containsAllEntriesOf(before);
            assertThat(expected.published()).containsAllEntriesOf(withoutManifest(scene));
            crashes(scene, kind, 1 + crashAt % 7);
            run(scene, kind, new Disk());

            assertThat(scene.published()).as("after a crash before step %d", crashAt)
                    .isEqualTo(expected.published());
            assertThat(scene.workspace().resolve("staging")).doesNotExist();
            assertThat(run(scene, kind, new Disk()).alreadyPublished()).isTrue();
        }

        assertThat(steps).isGreaterThan(20);
    }

    /// The list of checksums changes with what is added.
    private static Map<String, String> withoutManifest(Scene scene) throws IOException {
        var tree = scene.published();
        tree.keySet().removeIf(path -> path.endsWith(".sha256"));
        return tree;
    }

    /// A tree of which less was published before.
    private static Scene grown(Kind kind, Path directory) throws IOException {
        var scene = new Scene(Files.createDirectories(directory))
                .with("Show/info.nfo", Scene.bytes("info"))
                .with("Show/info.txt", Scene.bytes("info"))
                .with("Show/deep/er/film.mkv", Scene.random(9_000, 3));
        run(scene, kind, new Disk());
        var more = ArchiveWriter.zip(Map.of("more/film.mkv", Scene.random(5_000, 4)));
        return scene.with("Show/more.zip", more)
                .with("Show/other/note.txt", Scene.bytes("other"))
                .with("Show/note.txt", Scene.bytes("note"));
    }

    private static boolean crashes(Scene scene, Kind kind, int step) {
        var taken = new AtomicInteger();
        try {
            run(scene, kind, disk(kind, _ -> {
                if (taken.incrementAndGet() == step) {
                    throw new Crash();
                }
            }));
            return false;
        } catch (Crash _) {
            return true;
        }
    }

    private static Disk disk(Kind kind, Consumer<String> beforeStep) {
        return kind == Kind.REPLACED_BY_TWO_RENAMES
                ? new Disk(beforeStep, (_, _) -> false)
                : new Disk(beforeStep);
    }

    private static PublishedDownload run(Scene scene, Kind kind, Disk disk) {
        return scene.run("Show", settings(scene, kind), disk);
    }

    private static FsopsSettings settings(Scene scene, Kind kind) {
        var changed = new Changed(scene.settings());
        return switch (kind) {
            case TREE_BY_LINKS, SINGLE_FILE_BY_LINK -> changed.settings();
            case TREE_BY_COPIES, SINGLE_FILE_BY_COPY -> changed.transfer(TransferMode.COPY).settings();
            case ALL_STAGES -> changed.transfer(TransferMode.COPY)
                    .rules(new FileRules(List.of(), List.of("*.nfo"), true))
                    .destination("in/{infoHash}/{name}")
                    .permissions(new Permissions("640", "750", null, null, false))
                    .sha256Manifest()
                    .verify()
                    .settings();
            case REPLACED_AT_ONCE, REPLACED_BY_TWO_RENAMES, REPLACED_FILE -> changed
                    .existing(ExistingName.REPLACE)
                    .settings();
        };
    }

    private static Scene scene(Kind kind, Path directory) throws IOException {
        var scene = new Scene(Files.createDirectories(directory));
        if (kind.replaces()) {
            Files.createDirectories(scene.library.resolve("Show/old/deep"));
            Files.writeString(scene.library.resolve("Show/old/deep/er"), "old");
            Files.writeString(scene.library.resolve("Show/old/x"), "old");
        }
        return switch (kind) {
            case SINGLE_FILE_BY_LINK, SINGLE_FILE_BY_COPY, REPLACED_FILE ->
                scene.with("Show", Scene.random(30_000, 1));
            case TREE_BY_LINKS, TREE_BY_COPIES, ALL_STAGES -> withTree(scene);
            case REPLACED_AT_ONCE, REPLACED_BY_TWO_RENAMES -> scene.with("Show/a.mkv", Scene.random(3_000, 1))
                    .with("Show/b/c", Scene.bytes("c"));
        };
    }

    private static Scene withTree(Scene scene) throws IOException {
        var inRar = new LinkedHashMap<String, byte[]>();
        inRar.put("a/film.mkv", Scene.random(5_000, 1));
        inRar.put("info.nfo", Scene.bytes("from the archive"));
        var volumes = RarWriter.volumes(inRar, 3_000);
        for (var i = 0; i < volumes.size(); i++) {
            scene.with("Show/film.part" + (i + 1) + ".rar", volumes.get(i));
        }
        var inner = RarWriter.archive(Map.of("english.srt", Scene.bytes("inner")));
        return scene.with("Show/info.nfo", Scene.bytes("info"))
                .with("Show/deep/er/sample.mkv", Scene.random(9_000, 3))
                .with("Show/deep/er/subs.zip", ArchiveWriter.zip(Map.of("in/subs.rar", inner)));
    }
}
