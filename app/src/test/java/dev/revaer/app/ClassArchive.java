package dev.revaer.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

/// The packaged program, and the AOT cache that lets it start in half the time, made by a rehearsal as the launcher makes
/// it, for all tests that start and kill the program.
final class ClassArchive {
    private static final Path PROGRAM = Path.of("target/revaer-app.jar").toAbsolutePath();
    private static final Path ARCHIVE = PROGRAM.resolveSibling("service-classes.aot");
    private static final long LIMIT_SECONDS = 120;
    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

    private ClassArchive() {}

    /// What starts the program, but for its arguments. It starts without a cache, only more slowly, where none can be
    /// made.
    static synchronized List<String> command() {
        try {
            assertThat(PROGRAM).as("packaged before the integration tests").exists();
            if (!isFresh()) {
                make();
            }
            return command("-XX:AOTCache=" + ARCHIVE);
        } catch (Exception e) {
            LOG.warn("no AOT cache can be made", e);
            return command("-Xshare:auto");
        }
    }

    private static boolean isFresh() throws IOException {
        return Files.exists(ARCHIVE)
                && Files.getLastModifiedTime(ARCHIVE).compareTo(Files.getLastModifiedTime(PROGRAM)) > 0;
    }

    private static void make() throws Exception {
        var unfinished = ARCHIVE.resolveSibling("service-classes." + ProcessHandle.current().pid());
        var command = new ArrayList<>(command("-XX:AOTCacheOutput=" + unfinished));
        command.add("rehearse");
        var output = Files.createTempFile("rehearsal", ".log");
        var rehearsal = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(rehearsal.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(rehearsal.exitValue()).as(Files.readString(output)).isZero();
            Files.move(unfinished, ARCHIVE, ATOMIC_MOVE);
        } finally {
            rehearsal.destroyForcibly();
            Files.deleteIfExists(unfinished);
            Files.delete(output);
        }
    }

    private static List<String> command(String option) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-XX:TieredStopAtLevel=1", // what runs for seconds has no time for more
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                PROGRAM.toString());
    }
}
