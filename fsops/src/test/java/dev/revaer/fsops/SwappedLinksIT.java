package dev.revaer.fsops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Somebody puts links in the place of directories, as fast as he can, while runs go on.
@Timeout(60)
final class SwappedLinksIT {
    private static final Duration WHILE = Duration.ofSeconds(1);
    private static final byte[] FILM = Scene.random(5_000, 1);
    private static final byte[] SECRET = Scene.random(5_000, 2);

    @TempDir
    private Path root;

    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicLong swaps = new AtomicLong();

    @ParameterizedTest
    @EnumSource
    void nothingOutsideIsReadOrLinked(TransferMode mode) throws Exception {
        var outside = outside();
        var before = state(outside);
        var secrets = List.of(Scene.sha256(SECRET), Scene.sha256(Scene.bytes("secret")));
        var outcomes = new HashSet<String>();
        var runs = 0;
        var first = scene(0);
        var downloads = first.downloads;
        var swapper = swapping(downloads.resolve("Show/sub"), outside.resolve("sub"));
        try {
            for (var end = System.nanoTime() + WHILE.toNanos(); System.nanoTime() < end; runs++) {
                var library = Files.createDirectories(first.library.resolveSibling("library" + runs));
                outcomes.add(outcome(first, library, mode));

                var published = Scene.tree(library, ".revaer");
                assertThat(published.values()).doesNotContainAnyElementsOf(secrets)
                        .doesNotContain("not a regular file");
            }
        } finally {
            isOver.set(true);
            swapper.join();
        }

        assertThat(state(outside)).isEqualTo(before);
        assertThat(swaps.get()).isGreaterThan(runs);
        assertThat(outcomes).as("%d runs, %d swaps", runs, swaps.get())
                .isSubsetOf("published", "MissingContent", "StorageFailed", "DamagedArchive");
    }

    @ParameterizedTest
    @CsvSource({"staging, staging", "staging/extract, staging/extract", "staging/content, staging/content",
            "../../.revaer, revaer"})
    void nothingOutsideIsWrittenOrDeleted(String swapped, String target) throws Exception {
        var outside = outside();
        var before = state(outside);
        var runs = 0;
        var scene = scene(0);
        var swapper = swapping(scene.workspace().resolve(swapped).normalize(), outside.resolve(target));
        try {
            for (var end = System.nanoTime() + WHILE.toNanos(); System.nanoTime() < end; runs++) {
                outcome(scene, scene.library, runs % 2 == 0 ? TransferMode.HARDLINK : TransferMode.COPY);
            }
        } finally {
            isOver.set(true);
            swapper.join();
        }

        assertThat(state(outside)).as("%d runs, %d swaps", runs, swaps.get()).isEqualTo(before);
        assertThat(swaps.get()).isPositive();
    }

    @Test
    void whatIsMountedBelowIsPartOfADownload() throws Exception {
        var scene = new Scene(root.resolve("scene"));
        scene.with("Show/mounted/film.mkv", FILM).with("Show/note", Scene.bytes("note"));
        var mounted = scene.downloads.resolve("Show/mounted");
        var elsewhere = Files.createDirectories(root.resolve("elsewhere"));
        Files.write(elsewhere.resolve("film.mkv"), FILM);
        assumeTrue(
                succeeds("mount", "--bind", elsewhere.toString(), mounted.toString()),
                "nothing can be mounted here");
        try {
            scene.run("Show");
        } finally {
            succeeds("umount", mounted.toString());
        }

        assertThat(scene.published()).containsEntry("Show/mounted/film.mkv", Scene.sha256(FILM));
        assertThat(Files.getAttribute(elsewhere.resolve("film.mkv"), "unix:nlink")).as("a copy").isEqualTo(1);
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command).start().onExit().join().exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private Scene scene(int number) throws IOException {
        var scene = new Scene(root.resolve("scene" + number));
        scene.with("Show/sub/film.mkv", FILM);
        scene.with("Show/sub/a.zip", ArchiveWriter.zip(Map.of("unpacked", Scene.bytes("public"))));
        return scene.with("Show/note", Scene.bytes("note"));
    }

    /// The same names and sizes as inside, with what must not get out, and names as a run makes them.
    private Path outside() throws IOException {
        var outside = Files.createDirectories(root.resolve("outside")).toRealPath();
        put(outside.resolve("sub/film.mkv"), SECRET);
        put(outside.resolve("sub/a.zip"), ArchiveWriter.zip(Map.of("unpacked", Scene.bytes("secret"))));
        for (var directory : List.of("staging", "revaer/" + Scene.INFO_HASH + "/staging")) {
            put(outside.resolve(directory).resolve("extract/1/unpacked"), SECRET);
            put(outside.resolve(directory).resolve("extract/1.partial/unpacked"), SECRET);
            put(outside.resolve(directory).resolve("content/note"), SECRET);
            put(outside.resolve(directory).resolve("content/sub/film.mkv"), SECRET);
        }
        return outside;
    }

    private static void put(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static String outcome(Scene scene, Path library, TransferMode mode) {
        var settings = new FsopsSettings(
                library,
                List.of(library, scene.downloads),
                mode,
                ExistingName.RENAME,
                ExtractionLimits.defaults());
        try {
            scene.run("Show", settings);
            return "published";
        } catch (FsopsException e) {
            return e.error().getClass().getSimpleName();
        }
    }

    /// Has a link where the directory was, and the directory again, in turns.
    private Thread swapping(Path directory, Path target) {
        var aside = directory.resolveSibling(directory.getFileName() + ".aside");
        return Thread.ofPlatform().start(() -> {
            while (!isOver.get()) {
                swap(directory, aside, target);
            }
        });
    }

    private void swap(Path directory, Path aside, Path target) {
        try {
            Files.move(directory, aside, StandardCopyOption.ATOMIC_MOVE);
            Files.createSymbolicLink(directory, target);
            Thread.onSpinWait();
            Files.delete(directory);
            Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
            swaps.incrementAndGet();
        } catch (IOException _) {
            if (Files.isSymbolicLink(directory)) {
                directory.toFile().delete();
            }
            if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                aside.toFile().renameTo(directory.toFile());
            }
        }
    }

    /// All that would show a change: names, content, links to it, times.
    private static Map<String, String> state(Path outside) throws IOException {
        var state = new TreeMap<String, String>();
        try (var found = Files.walk(outside)) {
            for (var file : (Iterable<Path>) found::iterator) {
                var attributes = Files.readAttributes(file, "unix:nlink,lastModifiedTime,mode,ino");
                var content = Files.isDirectory(file) ? "" : Scene.sha256(Files.readAllBytes(file));
                state.put(outside.relativize(file).toString(), content + new TreeMap<>(attributes));
            }
        }
        return state;
    }
}
