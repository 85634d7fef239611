package dev.revaer.api.stats;

import dev.revaer.api.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class StatsApiIT {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void tellsTheTotals() {
        var answer = server.send(server.as(TestServer.READ_KEY, "/v1/stats"));

        assertThat(answer.status()).isEqualTo(200);
        var stats = answer.json();
        assertThat(stats.path("version").asString()).isEqualTo("1.2.3");
        assertThat(stats.path("startedAt").asString()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(stats.at("/torrents/states/seeding").asInt()).isEqualTo(2);
        assertThat(stats.at("/session/ratio").asDouble()).isEqualTo(0.5);
        assertThat(stats.at("/allTime/ratio").asDouble()).isZero();
        assertThat(stats.at("/volumes/0/reservedBytes").asLong()).isEqualTo(30);
    }

    @Test
    void takesNoParameters() {
        server.get("/v1/stats?x=1").isProblem(400, "bad-parameter");
    }
}
