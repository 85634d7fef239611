package dev.revaer.app.demo;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class DemoIT {
    private static final Path CLI = Path.of("../cli/target/revaer-cli.jar").toAbsolutePath().normalize();

    @TempDir
    private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void showsTheMainJobAndLeavesNothingRunning() {
        assumeThat(CLI).as("the command line's archive, which the cli module builds").isRegularFile();

        var code = demo(
                "--cli",
                CLI.toString(),
                "--size-mib",
                "8",
                "--keep",
                directory.resolve("kept").toString());

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains(
                        "── seed:",
                        "── service:",
                        "── download:",
                        "── stages:",
                        "── library:",
                        "── events:",
                        "── verify:")
                .contains("Feature.mkv", "Making of.mkv", "every stage succeeded");
        assertThat(ProcessHandle.allProcesses().filter(this::isOfDemo)).isEmpty();
    }

    @Test
    void namesTheStageThatFailed() {
        var code = demo("--cli", "cli.jar", "--size-mib", "1", "--rate-mib", "-1");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("the demo failed at stage 'seed': the seed ended with code 1");
    }

    @Test
    void refusesADirectoryThatIsInUse() throws Exception {
        Files.writeString(directory.resolve("mine"), "");

        var code = demo("--cli", "cli.jar", "--keep", directory.toString());

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("failed at stage 'prepare'").contains("is not empty");
        assertThat(directory.resolve("mine")).exists();
    }

    @Test
    void seedsUntilItsInputEnds() throws Exception {
        var input = System.in;
        System.setIn(new ByteArrayInputStream(new byte[100]));
        try {
            var code = new CommandLine(new SeedCommand()).setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(err))
                    .execute("--dir", directory.toString(), "--size-mib", "1", "--rate-mib", "1");

            assertThat(code).isZero();
        } finally {
            System.setIn(input);
        }
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString().lines()).hasSize(3)
                .anyMatch(line -> line.matches("file [0-9a-f]{64} Feature\\.mkv"))
                .last()
                .asString()
                .matches(
                        "magnet magnet:\\?xt=urn:btih:[0-9a-f]{40}&dn=Revaer\\.Demo\\.2026&x\\.pe=127\\.0\\.0\\.1:\\d+");
    }

    private int demo(String... arguments) {
        return new CommandLine(new DemoCommand()).setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private boolean isOfDemo(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(directory.toString());
    }
}
