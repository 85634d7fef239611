package dev.revaer.cli.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import dev.revaer.cli.CommandRun;
import dev.revaer.cli.FakeRevaer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class SetupCommandTest {
    private static final String DONE = """
            {"key":{"id":"1","label":"ops","scopes":["admin"],"expiresAt":null},"secret":"rv_secret","revision":1}""";

    private final FakeRevaer server = new FakeRevaer();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksForAToken() {
        server.on(
                "POST /admin/setup/start",
                200,
                "{\"token\":\"0123-4567\",\"expiresAt\":\"2026-11-21T05:00:00Z\"}");

        assertThat(run("setup", "start", "-q").out()).isEqualTo("0123-4567\n");
    }

    @Test
    void keepsTheKeyForItsOwner() throws IOException {
        server.on("POST /admin/setup/complete", 200, DONE);
        var settings = Files.writeString(directory.resolve("settings.json"), "{\"limits\": {}}");

        var outcome = run(
                "setup",
                "complete",
                "--token",
                "0123",
                "--label",
                "ops",
                "--settings",
                settings.toString(),
                "--save");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("rv_secret", "ops");
        var file = directory.resolve("revaer/cli.toml");
        assertThat(Files.readString(file))
                .contains("url = \"" + server.url() + "\"", "apiKey = \"rv_secret\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");

        var again = run("setup", "complete", "--token", "0123", "--save");

        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("is there already");
    }

    @Test
    void refusesSettingsThatAreNoJson() throws IOException {
        var settings = Files.writeString(directory.resolve("settings.json"), "limits:");

        var outcome = run("setup", "complete", "--token", "0123", "--settings", settings.toString());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("is not JSON");
    }

    private CommandRun.Outcome run(String... arguments) {
        return new CommandRun().with("REVAER_URL", server.url())
                .with("XDG_CONFIG_HOME", directory.toString())
                .run(arguments);
    }
}
