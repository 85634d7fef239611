package dev.revaer.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

/// The packaged program, and an archive of its loaded classes that lets it start in half the time. Made by a first run,
/// which ends in good order, for all tests that start and kill the program.
final class ClassArchive {
    private static final Path PROGRAM = Path.of("target/revaer-app.jar").toAbsolutePath();
    private static final Path ARCHIVE = PROGRAM.resolveSibling("service-classes.jsa");
    private static final long STOP_SECONDS = 120;
    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

    private ClassArchive() {}

    /// What starts the program, but for its arguments. It starts without an archive, only more slowly, where none can be
    /// made.
    static synchronized List<String> command() {
        try {
            assertThat(PROGRAM).as("packaged before the integration tests").exists();
            if (!isFresh()) {
                make();
            }
            return command("-XX:SharedArchiveFile=" + ARCHIVE);
        } catch (Exception e) {
            LOG.warn("no archive of classes can be made", e);
            return command("-Xshare:auto");
        }
    }

    private static boolean isFresh() throws IOException {
        return Files.exists(ARCHIVE)
                && Files.getLastModifiedTime(ARCHIVE).compareTo(Files.getLastModifiedTime(PROGRAM)) > 0;
    }

    private static void make() throws Exception {
        var directory = Files.createTempDirectory("class-archive").toRealPath();
        var unfinished = ARCHIVE.resolveSibling("service-classes.unfinished");
        var service = new ServiceProcess(
                directory,
                List.of(),
                command("-XX:ArchiveClassesAtExit=" + unfinished));
        try {
            var process = service.startAndAwaitReady();
            process.destroy();
            assertThat(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
            Files.move(unfinished, ARCHIVE, ATOMIC_MOVE);
        } finally {
            service.endAll();
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private static List<String> command(String option) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                PROGRAM.toString());
    }
}
