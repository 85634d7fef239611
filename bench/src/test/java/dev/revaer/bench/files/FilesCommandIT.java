package dev.revaer.bench.files;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class FilesCommandIT {

    @Test
    void comparesAndLeavesNothingBehind(@TempDir Path directory) throws Exception {
        var out = new StringWriter();
        var command = new CommandLine(new FilesCommand()).setOut(new PrintWriter(out));

        var code = command.execute(
                "--mebibytes",
                "2",
                "--links",
                "20",
                "--rounds",
                "1",
                "--dir",
                directory.toString());

        assertThat(code).isZero();
        assertThat(out.toString())
                .contains(
                        "copy of a quarter",
                        "times cp ",
                        "times sha256sum",
                        "deflated zip",
                        "links of 20 files");
        try (var left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }
}
