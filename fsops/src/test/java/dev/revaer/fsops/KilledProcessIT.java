package dev.revaer.fsops;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

import dev.revaer.fsops.permission.Permissions;
import dev.revaer.fsops.rule.FileRules;
import dev.revaer.fsops.workspace.Disk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Kills processes (SIGKILL) that run the pipeline: one before a given step, so that every stage is met, the next that
/// goes on from there at a random instant. What goes on after them ends with what an undisturbed run gives.
final class KilledProcessIT {
    private static final long SEED = 20_261_121;
    private static final int KILLS = 100;
    private static final String WAITING = "waiting in ";
    private static final String STEPS = "steps ";

    @TempDir(factory = InMemory.class)
    private Path root;

    enum Kind {
        /// Copies, with all that is done to them.
        ALL_STAGES,
        /// Where something else stands.
        REPLACED
    }

    /// What came of one kind.
    private record Toll(int kills, Set<Stage> stages) {}

    @Test
    @Timeout(240)
    void givesTheSameTreeHoweverOftenItIsKilled() throws Exception {
        var classPath = classPath();
        var lanes = new ArrayList<Callable<Toll>>();
        for (var kind : Kind.values()) {
            var directory = Files.createDirectory(root.resolve(kind.name()));
            lanes.add(() -> new Lane(directory, kind, classPath).run());
        }

        var kills = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var toll : threads.invokeAll(lanes)) {
                kills += toll.get().kills();
                assertThat(toll.get().stages()).containsAll(EnumSet.range(Stage.LOCATE, Stage.CLEANUP));
            }
        }
        assertThat(kills).as("kills, seed %d", SEED).isGreaterThanOrEqualTo(2 * KILLS);
    }

    /// One download after another, killed twice each.
    private static final class Lane {
        private final Path directory;
        private final Kind kind;
        private final Path classes;
        private final String classPath;
        private final Random random = new Random(SEED);
        private final Set<Stage> stages = EnumSet.noneOf(Stage.class);
        private int kills;

        Lane(Path directory, Kind kind, String classPath) {
            this.directory = directory;
            this.kind = kind;
            this.classPath = classPath;
            this.classes = directory.resolve("classes.aot");
        }

        Toll run() throws Exception {
            var whole = scene(directory.resolve("whole"), kind);
            var steps = stepsOf(whole);
            var millis = millisOf(scene(directory.resolve("timed"), kind));
            for (var round = 0; kills < KILLS && round < KILLS; round++) {
                var scene = scene(directory.resolve("round" + round), kind);
                var downloaded = Scene.tree(scene.downloads, "-");
                killBefore(1 + round * 2 * steps / KILLS % steps, scene);
                killAfter(random.nextLong(millis), scene);

                new Pipeline(settings(scene, kind)).run(scene.download("Show"), Scene.SILENT);

                assertThat(scene.published()).as("round %d, seed %d", round, SEED)
                        .isEqualTo(whole.published());
                assertThat(Scene.tree(scene.downloads, "-")).isEqualTo(downloaded);
                assertThat(scene.workspace()).isDirectoryNotContaining("glob:**/{staging,replaced}");
            }
            return new Toll(kills, stages);
        }

        /// Runs undisturbed, and keeps the classes for those that follow.
        private int stepsOf(Scene scene) throws Exception {
            var process = start(scene, 0, "-XX:AOTCacheOutput=" + classes);
            try (var out = process.inputReader(StandardCharsets.UTF_8)) {
                // the JVM has its say, too
                var steps = out.lines().filter(line -> line.startsWith(STEPS)).findFirst();
                assertThat(process.waitFor()).isZero();
                return Integer.parseInt(steps.orElseThrow().substring(STEPS.length()));
            }
        }

        private long millisOf(Scene scene) throws Exception {
            var process = start(scene, 0, "-XX:AOTCache=" + classes);
            try (var out = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(out.readLine()).isEqualTo(Child.RUNNING);
                var started = System.nanoTime();
                process.waitFor();
                return Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
            }
        }

        private void killBefore(int step, Scene scene) throws Exception {
            var process = start(scene, step, "-XX:AOTCache=" + classes);
            try (var out = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(out.readLine()).isEqualTo(Child.RUNNING);
                var line = out.readLine();
                assertThat(line).as("before step %d", step).startsWith(WAITING);
                stages.add(Stage.valueOf(line.substring(WAITING.length())));
                kill(process);
            }
        }

        private void killAfter(long millis, Scene scene) throws Exception {
            var process = start(scene, 0, "-XX:AOTCache=" + classes);
            try (var out = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(out.readLine()).isEqualTo(Child.RUNNING);
                if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                    kill(process);
                }
            }
        }

        private void kill(Process process) throws InterruptedException {
            process.destroyForcibly().waitFor();
            kills++;
        }

        private Process start(Scene scene, int step, String option) throws IOException {
            return new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xlog:disable",
                    option,
                    "-cp",
                    classPath,
                    Child.class.getName(),
                    scene.downloads.resolveSibling("").toString(),
                    kind.name(),
                    Integer.toString(step)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        }

    }

    /// Classes are kept only of jars.
    private String classPath() throws IOException {
        var jars = new ArrayList<String>();
        for (var entry : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator, -1)) {
            jars.add(Files.isDirectory(Path.of(entry)) ? jar(Path.of(entry), jars.size()).toString() : entry);
        }
        return String.join(File.pathSeparator, jars);
    }

    private Path jar(Path directory, int number) throws IOException {
        var jar = root.resolve(number + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar)); var found = Files.walk(directory)) {
            for (var file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                out.putNextEntry(new ZipEntry(directory.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    private static FsopsSettings settings(Scene scene, Kind kind) {
        var changed = new Changed(scene.settings());
        return switch (kind) {
            case ALL_STAGES -> changed.transfer(TransferMode.COPY)
                    .rules(new FileRules(List.of(), List.of("*.nfo"), true))
                    .destination("in/{infoHash}/{name}")
                    .permissions(new Permissions("640", "750", null, null, false))
                    .sha256Manifest()
                    .settings();
            case REPLACED -> changed.existing(ExistingName.REPLACE).settings();
        };
    }

    private static Scene scene(Path directory, Kind kind) throws IOException {
        var scene = new Scene(Files.createDirectories(directory));
        var files = Map.of("film.mkv", Scene.random(40_000, 1), "note.nfo", Scene.bytes("note"));
        scene.with("Show/cd/a.tar.gz", ArchiveWriter.archive(".tar.gz", files))
                .with("Show/plain.mkv", Scene.random(30_000, 2))
                .with("Show/info.nfo", Scene.bytes("info"));
        if (kind == Kind.REPLACED) {
            Files.createDirectories(scene.library.resolve("Show/old"));
            Files.writeString(scene.library.resolve("Show/old/x"), "old");
        }
        return scene;
    }

    /// The process that is killed.
    static final class Child {
        static final String RUNNING = "running";

        private Child() {}

        /// Works on a scene.
        ///
        /// @param arguments its directory, the kind, and before which step to wait for the end, 0 for none
        public static void main(String[] arguments) throws IOException {
            System.out.println(RUNNING);
            var scene = Scene.existing(Path.of(arguments[0]));
            var step = Integer.parseInt(arguments[2]);
            var taken = new AtomicInteger();
            var stage = new Stage[]{Stage.VALIDATE};
            var disk = new Disk(_ -> {
                if (taken.incrementAndGet() == step) {
                    System.out.println(WAITING + stage[0]);
                    waitForTheEnd();
                }
            });
            new Pipeline(settings(scene, Kind.valueOf(arguments[1])), disk)
                    .run(scene.download("Show"), new PipelineListener() {
                        @Override
                        public void stageStarted(Stage started) {
                            stage[0] = started;
                        }

                        @Override
                        public void progress(Stage at, long bytesDone, long bytesTotal) {}
                    });
            System.out.println(STEPS + taken.get());
        }

        private static void waitForTheEnd() {
            try {
                Thread.sleep(TimeUnit.MINUTES.toMillis(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
