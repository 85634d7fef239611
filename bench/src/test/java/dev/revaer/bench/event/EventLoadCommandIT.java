package dev.revaer.bench.event;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class EventLoadCommandIT {

    @Test
    void losesNothingAndLeavesNothingBehind(@TempDir Path directory) throws Exception {
        var out = new StringWriter();
        var command = new CommandLine(new EventLoadCommand()).setOut(new PrintWriter(out));

        var code = command.execute(
                "--torrents",
                "50",
                "--subscribers",
                "20",
                "--quiet-seconds",
                "1",
                "--seconds",
                "2",
                "--dir",
                directory.toString());

        assertThat(code).isZero();
        assertThat(out.toString()).containsPattern("other events lost +\\| 0 \\|")
                .contains("progress, publish to read, p99", "allocated per event published");
        try (var left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }
}
