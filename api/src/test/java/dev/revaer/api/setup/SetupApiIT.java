package dev.revaer.api.setup;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.IntStream;

import dev.revaer.api.Answer;
import dev.revaer.api.FakeAccess;
import dev.revaer.api.RawExchange;
import dev.revaer.api.TestServer;
import dev.revaer.api.rate.RateSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class SetupApiIT {
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start();
        server.access().requireSetup(true);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/torrents", "/v1/events", "/admin/api-keys", "/metrics", "/", "/health/"})
    void refusesEverythingElseUntilItIsSetUp(String path) {
        server.send(server.anonymous(path)).isProblem(409, "setup-required");
        server.get(path).isProblem(409, "setup-required");
    }

    @Test
    void answersHealthMeanwhile() {
        assertThat(server.send(server.anonymous("/health")).status()).isEqualTo(200);
        server.send(server.anonymous("/openapi.json")).isProblem(404, "not-found");
    }

    @Test
    void givesATokenToTheMachineItself() {
        var answer = start("localhost", "");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().path("token").asString()).isEqualTo(FakeAccess.TOKEN);
        assertThat(answer.json().path("expiresAt").asString()).isEqualTo("2026-01-01T00:15:00Z");
    }

    @ParameterizedTest
    @CsvSource({"media.example,''", "10.0.0.1,''", "localhost,X-Forwarded-For: 198.51.100.7",
            "localhost,Forwarded: for=198.51.100.7", "127.0.0.1,Origin: https://evil.example",
            "127.0.0.1,Sec-Fetch-Site: cross-site", "localhost.evil.example,''", "1.1,''"})
    void givesNoTokenToWhoMayBeElsewhere(String host, String header) {
        start(host, header).isProblem(403, "local-only");

        assertThat(server.access().denials().getLast().reason()).isEqualTo("local-only");
    }

    @ParameterizedTest
    @CsvSource({"{},admin,0", "'{\"label\": \"me\", \"settings\": {\"limits\": {}}}',me,1"})
    void completesWithTheRightToken(String body, String label, long revision) {
        var answer = complete(FakeAccess.TOKEN, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().at("/secret").asString()).isEqualTo("rv_secret");
        assertThat(answer.json().at("/key/label").asString()).isEqualTo(label);
        assertThat(answer.json().at("/key/scopes/0").asString()).isEqualTo("admin");
        assertThat(answer.json().path("revision").asLong()).isEqualTo(revision);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"label\": \"\"} | /label", "{\"settings\": 7} | /settings",
            "{\"colour\": 1} | /colour", "{\"settings\": {\"bad\": 1}} | /settings/bad"})
    void namesTheFault(String body, String pointer) {
        var answer = complete(FakeAccess.TOKEN, body).isProblem(422, "invalid-body");

        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    @Test
    void holdsAnAddressUpThatTriesTokens() {
        server.rate(new RateSettings(100, 100, 3));
        IntStream.range(0, 3).forEach(i -> complete("x" + i, "{}").isProblem(401, "setup-token-unknown"));

        var held = complete("x", "{}").isProblem(429, "too-many-failures");

        assertThat(held.header("Retry-After")).isEqualTo("20");
        assertThat(complete(FakeAccess.TOKEN, "{}").status()).isEqualTo(200);
        assertThat(server.access().denials()).extracting("reason")
                .containsExactly(
                        "setup-token-unknown",
                        "setup-token-unknown",
                        "setup-token-unknown",
                        "too-many-failures");
    }

    private Answer complete(String token, String body) {
        return server.send(
                server.anonymous("/admin/setup/complete")
                        .header("X-Revaer-Setup-Token", token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private Answer start(String host, String header) {
        return RawExchange.send(
                server.port(),
                "POST /admin/setup/start HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\n"
                        + (header.isEmpty() ? "" : header + "\r\n"),
                new byte[0]);
    }
}
