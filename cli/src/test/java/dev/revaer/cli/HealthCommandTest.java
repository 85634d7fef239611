package dev.revaer.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class HealthCommandTest {
    private static final String UP = """
            {"status":"up","components":{"engine":{"status":"up","detail":"2 torrents"}},"version":"0.1.0"}""";
    private static final String DEGRADED = """
            {"status":"degraded","components":{"fsops":{"status":"degraded","detail":"7z is missing"}},"version":"0.1.0"}""";

    private final FakeRevaer server = new FakeRevaer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void succeedsWhenAllIsUp() {
        server.on("GET /health", 200, UP);

        var outcome = CommandRun.against(server).run("health");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("revaer 0.1.0", "engine", "up", "2 torrents");
    }

    @Test
    void showsWhatIsDegradedAndFails() {
        server.on("GET /health", 503, DEGRADED);

        var outcome = CommandRun.against(server).onTerminal().run("health");

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.out()).contains("7z is missing", "\u001b[33mdegraded\u001b[0m");
    }

    @Test
    void answersASupervisorsQuestionAlone() {
        server.on("GET /livez", 200, "{\"status\":\"up\"}");
        server.on("GET /readyz", 503, "{\"status\":\"down\"}");

        assertThat(CommandRun.against(server).run("health", "--probe", "live").exitCode()).isZero();
        assertThat(CommandRun.against(server).run("health", "--probe", "ready", "-q").exitCode())
                .isEqualTo(6);
        assertThat(server.requests().getFirst().authorization()).isNull();
        assertThat(CommandRun.against(server).run("health", "--probe", "live", "--full").exitCode())
                .isEqualTo(2);
    }

    @Test
    void sendsNoKey() {
        server.on("GET /health", 200, UP);

        CommandRun.against(server).run("health", "-q");

        assertThat(server.requests().getFirst().authorization()).isNull();
    }

    @Test
    void printsTheServicesJson() {
        server.on("GET /health", 200, UP);

        assertThat(CommandRun.against(server).run("health", "-o", "json").out()).isEqualTo(UP.strip() + "\n");
        assertThat(CommandRun.against(server).run("health", "-q").out()).isEmpty();
    }

    @Test
    void doesNotTakeAnythingForHealth() {
        server.on("GET /health", 200, "{}");

        assertThat(CommandRun.against(server).run("health").exitCode()).isEqualTo(6);
    }
}
