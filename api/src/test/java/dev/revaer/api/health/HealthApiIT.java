package dev.revaer.api.health;

import java.util.LinkedHashMap;

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
        components.put("database", Component.degraded("slow"));
        components.put("disk", Component.down("full"));
        server.health(new HealthReport(status, components, "1.2.3"));

        var answer = server.send(server.anonymous("/health"));

        assertThat(answer.status()).isEqualTo(expected);
        assertThat(answer.body()).isEqualTo(
                "{\"status\":\"" + status
                        + "\",\"components\":{\"engine\":{\"status\":\"up\",\"detail\":\"runs\"},"
                        + "\"database\":{\"status\":\"degraded\",\"detail\":\"slow\"},"
                        + "\"disk\":{\"status\":\"down\",\"detail\":\"full\"}},\"version\":\"1.2.3\"}");
    }
}
