package dev.revaer.cli.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.revaer.cli.CommandRun;
import dev.revaer.cli.FakeRevaer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class BackupVerbsTest {
    private static final String PREVIEW = """
            {"dryRun":%s,"madeAt":"2026-11-21T05:00:00Z","madeBy":"0.1.0",\
            "settings":{"revisions":1,"changed":["/limits/uploadBytesPerSecond"],"refused":null},\
            "categories":{"added":0,"changed":0,"kept":1,"refused":0},"tags":{"added":0,"changed":0,"kept":0,"refused":0},\
            "bans":{"added":0,"changed":0,"kept":0,"refused":0},"keys":{"added":0,"changed":0,"kept":1,"refused":2},\
            "torrents":{"added":1,"changed":0,"kept":3,"refused":%d},"journal":{"position":1000001,"goesOn":true},\
            "items":[{"infoHash":"3f9c000000000000000000000000000000000001","name":"film","outcome":"added","reason":null}]}""";

    private final FakeRevaer server = new FakeRevaer();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void replacesAFileOnlyByAWholeOne() throws IOException {
        var file = Files.writeString(directory.resolve("b.zip"), "before");
        server.on(
                "GET /v1/backup",
                503,
                FakeRevaer.problem(503, "The database does not answer", "try again"));

        assertThat(CommandRun.against(server).run("backup", file.toString()).exitCode()).isEqualTo(6);
        assertThat(file).hasContent("before");

        server.on("GET /v1/backup", 200, "archive");
        var outcome = CommandRun.against(server).run("backup", file.toString());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).isEqualTo("Backed up to " + file + ", 7 B\n");
        assertThat(file).hasContent("archive");
        try (var left = Files.list(directory)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void writesToTheOutput() {
        server.on("GET /v1/backup", 200, "archive");

        assertThat(CommandRun.against(server).run("backup", "-").out()).isEqualTo("archive");
        assertThat(CommandRun.against(server).onTerminal().run("backup", "-").exitCode()).isEqualTo(2);
    }

    @Test
    void showsWhatARestoreWouldChangeAndAsks() throws IOException {
        var file = Files.writeString(directory.resolve("b.zip"), "archive");
        server.on("POST /v1/restore?dryRun=true", 200, PREVIEW.formatted("true", 0));
        server.on("POST /v1/restore", 200, PREVIEW.formatted("false", 0));

        var no = CommandRun.against(server).onTerminal().input("n\n").run("restore", file.toString());
        var yes = CommandRun.against(server).onTerminal().input("y\n").run("restore", file.toString());

        assertThat(no.exitCode()).isEqualTo(2);
        assertThat(no.out()).contains(
                "1 would be changed: /limits/uploadBytesPerSecond",
                "torrents    1 would be added, 3 the same",
                "1 the same, 2 left out (--keys)",
                "film",
                "would be numbered from 1000001 on").doesNotContain("torrents    1 added");
        assertThat(yes.exitCode()).as(yes.err()).isZero();
        assertThat(yes.out()).contains("torrents    1 added, 3 the same");
    }

    @Test
    void endsWithAFaultWhereSomethingIsLeft() throws IOException {
        var file = Files.writeString(directory.resolve("b.zip"), "archive");
        server.on("POST /v1/restore?keys=true", 200, PREVIEW.formatted("false", 1));

        assertThat(
                CommandRun.against(server).run("restore", file.toString(), "--yes", "--keys").exitCode())
                .isEqualTo(6);
        assertThat(CommandRun.against(server).run("restore", file.toString()).err()).contains("--yes");
        assertThat(CommandRun.against(server).run("restore", directory.toString(), "--yes").exitCode())
                .isEqualTo(2);
    }
}
