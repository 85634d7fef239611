package dev.revaer.cli.doctor;

import java.time.Instant;

import dev.revaer.cli.CommandRun;
import dev.revaer.cli.FakeRevaer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class DoctorCommandTest {
    private static final String HEALTH = """
            {"status":"up","version":"0.1.0","components":{"database":{"status":"up","detail":"answers"}}}""";

    private final FakeRevaer server = new FakeRevaer().on("GET /health", 200, HEALTH)
            .on("GET /health/full", 200, HEALTH)
            .on("GET /admin/api-keys", 200, "{\"items\":[]}");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void saysThatAllIsWell() {
        stats(Instant.now(), 1 << 20);
        server.on(
                "GET /v1/network",
                200,
                "{\"hasIncoming\":true,\"listening\":[{\"address\":\"127.0.0.1\",\"port\":6881}],\"failures\":[],\"mappings\":[]}");

        var outcome = CommandRun.against(server).run("doctor");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains(
                "Revaer 0.1.0 answers",
                "may do everything",
                "as here",
                "peers have connected",
                "1.0 MiB free",
                "database");
    }

    @Test
    void saysWhatIsWrongAndWhatToDo() {
        stats(Instant.now().minusSeconds(3600), 0);
        server.on("GET /health", 503, HEALTH.replace("\"status\":\"up\"", "\"status\":\"down\""))
                .on("GET /admin/api-keys", 403, FakeRevaer.problem(403, "Forbidden", "needs admin"))
                .on(
                        "GET /v1/network",
                        200,
                        """
                                {"hasIncoming":false,"listening":[],
                                "failures":[{"address":"0.0.0.0","port":6881,"protocol":"tcp","reason":"in use"}],
                                "mappings":[{"transport":"upnp","error":"no router"},{"transport":"natpmp","error":null}]}""");

        var outcome = CommandRun.against(server).run("doctor", "-o", "json");

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.out()).contains(
                "\"status\":\"down\"",
                "good, with bounds: needs admin",
                "s off this one",
                "0.0.0.0 6881/tcp: in use",
                "upnp: no router",
                "no peer can connect",
                "Make room");
    }

    @Test
    void goesNoFurtherWithoutAKey() {
        var outcome = new CommandRun().with("REVAER_URL", server.url())
                .with("REVAER_API_KEY", "wrong")
                .run("doctor");

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.out()).contains("REVAER_API_KEY", "database");
        assertThat(server.requests()).noneMatch(request -> request.line().contains("/v1/stats"));
    }

    @Test
    void saysThatTheSetupIsNotDone() {
        server.on("GET /health/full", 409, FakeRevaer.problem(409, "Revaer is not set up yet", ""));

        assertThat(CommandRun.against(server).run("doctor").out()).contains("revaer setup start");
    }

    private void stats(Instant there, long left) {
        server.on(
                "GET /v1/stats",
                200,
                """
                        {"startedAt":"%s","uptimeSeconds":10,
                        "volumes":[{"directory":"/data","freeBytes":1048576,"leftBytes":%d}]}"""
                        .formatted(there.minusSeconds(10), left));
    }
}
