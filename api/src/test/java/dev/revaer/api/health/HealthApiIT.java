package dev.revaer.api.health;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.revaer.api.TestServer;
import dev.revaer.api.health.HealthReport.Component;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class HealthApiIT {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"up,200", "degraded,200", "down,503"})
    void tellsHowRevaerIs(String status, int expected) {
        var components = new LinkedHashMap<String, Component>();
        components.put("engine", Component.up("runs"));
        components.put("database", Component.degraded("slow", "wait"));
        components.put("disk", Component.down("full", null));
        server.health(new HealthReport(status, components, "1.2.3"));

        var answer = server.send(server.anonymous("/health"));

        assertThat(answer.status()).isEqualTo(expected);
        assertThat(answer.body()).isEqualTo(
                "{\"status\":\"" + status
                        + "\",\"components\":{\"engine\":{\"status\":\"up\",\"detail\":\"runs\"},"
                        + "\"database\":{\"status\":\"degraded\",\"detail\":\"slow\",\"remedy\":\"wait\"},"
                        + "\"disk\":{\"status\":\"down\",\"detail\":\"full\"}},\"version\":\"1.2.3\"}");
    }

    @ParameterizedTest
    @CsvSource({"up,200", "degraded,200", "down,503"})
    void tellsMoreToWhoMayRead(String status, int expected) {
        server.health(
                new HealthReport(status, Map.of("engine", Component.degraded("slow", "wait")), "1.2.3"));

        var answer = server.get("/health/full");

        assertThat(answer.status()).isEqualTo(expected);
        assertThat(answer.json().at("/status").asString()).isEqualTo(status);
        assertThat(answer.json().at("/components/engine").toString()).isEqualTo(
                "{\"status\":\"degraded\",\"since\":\"2026-11-01T12:00:00Z\",\"latencyMillis\":1.5,"
                        + "\"detail\":\"slow\",\"remedy\":\"wait\"}");
        assertThat(answer.json().at("/build/commit").asString()).isEqualTo("abc1234");
        assertThat(answer.json().at("/settingsRevision").asInt()).isEqualTo(7);
        assertThat(server.send(server.anonymous("/health/full")).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"/livez,up,200", "/livez,degraded,200", "/livez,down,503", "/readyz,up,200",
            "/readyz,degraded,200", "/readyz,down,503"})
    void answersProbes(String path, String status, int expected) {
        server.health(new HealthReport(status, Map.of(), "1.2.3"));

        var answer = server.send(server.anonymous(path));

        assertThat(answer.status()).isEqualTo(expected);
        assertThat(answer.body()).isEqualTo("{\"status\":\"" + (expected == 200 ? "up" : "down") + "\"}");
    }
}
