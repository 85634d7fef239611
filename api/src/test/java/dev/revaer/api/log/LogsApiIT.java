package dev.revaer.api.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import dev.revaer.api.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class LogsApiIT {
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
    void streamsLinesTellsWhatWasMissedAndEndsWithItsKey() throws IOException {
        server.log().put(3, "first \u001b", "second");
        var answer = server.open(server.to("/v1/logs?level=warn&logger=dev.revaer&logger=x"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");

        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith(":");
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo("event: lines_missed");
            assertThat(lines.readLine()).isEqualTo("data: {\"count\":3}");
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo("id: 7");
            assertThat(lines.readLine()).isEqualTo("event: log_line");
            assertThat(lines.readLine()).contains(
                    "\"level\":\"warn\"",
                    "\"at\":\"2026-01-01T00:00:00Z\"",
                    "\"message\":\"first \\u001B\"",
                    "\"fields\":{\"infoHash\":\"a\"}");
            assertThat(server.log().filter())
                    .isEqualTo(new LogFilter(LogLevel.WARN, Set.of("dev.revaer", "x")));

            server.revoke(TestServer.KEY);

            assertThat(lines.lines().toList()).contains("event: end")
                    .anyMatch(line -> line.contains("revoked"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestServer.READ_KEY, TestServer.TORRENTS_KEY})
    void isForAdministrators(String key) {
        server.send(server.as(key, "/v1/logs")).isProblem(403, "scope-missing");
    }
}
