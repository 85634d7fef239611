package dev.revaer.bench.load;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class LoadCommandIT {

    @Test
    void printsFiguresAndLeavesNothingBehind(@TempDir Path directory) throws Exception {
        var out = new StringWriter();
        var command = new CommandLine(new LoadCommand()).setOut(new PrintWriter(out));

        var code = command.execute(
                "--torrents",
                "60",
                "--connections",
                "4",
                "--crowd-seconds",
                "1",
                "--rounds",
                "100",
                "--restarts",
                "1",
                "--quiet-seconds",
                "1",
                "--settle-seconds",
                "2",
                "--dir",
                directory.toString());

        assertThat(code).isZero();
        assertThat(out.toString()).contains(
                "torrents added, 4 connections, p99",
                "page of 50, 4 connections, p99",
                "one torrent, 4 connections, p99",
                "a page of 50, inside the service, p99",
                "changes of state, done and told",
                "start to ready",
                "processor while idle, of a core");
        try (var left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void refusesNoTorrents() {
        var err = new StringWriter();
        var command = new CommandLine(new LoadCommand()).setErr(new PrintWriter(err));

        var code = command.execute("--torrents", "0");

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("give numbers above 0");
    }
}
