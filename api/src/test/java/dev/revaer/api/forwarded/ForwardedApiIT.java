package dev.revaer.api.forwarded;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.IntStream;

import dev.revaer.api.Answer;
import dev.revaer.api.TestServer;
import dev.revaer.api.rate.RateSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Who is believed when he says for whom he calls.
@Timeout(60)
class ForwardedApiIT {
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"X-Forwarded-For,198.51.100.7", "Forwarded,for=198.51.100.7"})
    void takesTheCallerFromAListedProxyAlone(String name, String value) {
        wrongKey(name, value).isProblem(401, "api-key-unknown");
        server.trust("192.0.2.1", "127.0.0.0/8");
        wrongKey(name, value).isProblem(401, "api-key-unknown");
        server.trust("192.0.2.1");
        wrongKey(name, value).isProblem(401, "api-key-unknown");

        assertThat(server.access().denials()).extracting("address")
                .containsExactly("127.0.0.1", "198.51.100.7", "127.0.0.1");
    }

    @Test
    void holdsUpWhoTriesKeysAndNotTheProxyBeforeHim() {
        server.trust("127.0.0.1");
        server.rate(new RateSettings(100, 100, 3));
        IntStream.range(0, 3)
                .forEach(
                        i -> wrongKey("X-Forwarded-For", i + ".0.0.1, 198.51.100.7")
                                .isProblem(401, "api-key-unknown"));

        wrongKey("X-Forwarded-For", "198.51.100.7").isProblem(429, "too-many-failures");
        wrongKey("X-Forwarded-For", "198.51.100.8").isProblem(401, "api-key-unknown");
    }

    @ParameterizedTest
    @CsvSource({"X-Forwarded-For,127.0.0.1", "Forwarded,for=127.0.0.1;host=localhost",
            "X-Forwarded-Proto,http", "x-forwarded-port,7070"})
    void setsUpNothingForWhoComesThroughAProxy(String name, String value) {
        server.access().requireSetup(true);
        server.trust("127.0.0.1", "::1");

        server.send(
                server.anonymous("/admin/setup/start")
                        .header(name, value)
                        .method("POST", BodyPublishers.noBody()))
                .isProblem(403, "local-only");
    }

    private Answer wrongKey(String name, String value) {
        return server.send(server.as("x", "/v1/torrents").header(name, value));
    }
}
