package dev.revaer.api.access;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.revaer.api.TestServer;
import dev.revaer.api.access.DeniedAccess.Denial;
import dev.revaer.api.audit.Changes.Change;
import dev.revaer.api.rate.RateSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What each key may do, how often, and what is heard of it.
@Timeout(60)
class AccessApiIT {
    private static final String MAGNET = "{\"magnet\": \"magnet:?xt=urn:btih:0123456789abcdef0123456789abcdef01234567\"}";

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
    @CsvSource({"a-key-that-reads,GET,/v1/torrents,200", "a-key-that-reads,POST,/v1/torrents,403",
            "a-key-that-reads,GET,/v1/audit,403", "a-key-that-reads,GET,/admin/api-keys,403",
            "a-key-that-reads,DELETE,/v1/nothing,403", "a-key-that-reads,GET,/v1/nothing,404",
            "a-key-for-torrents,GET,/v1/torrents,200", "a-key-for-torrents,POST,/v1/torrents,201",
            "a-key-for-torrents,PATCH,/v1/config,403", "a-key-for-torrents,GET,/v1/audit,403",
            "the-right-key,GET,/v1/torrents,200", "the-right-key,GET,/v1/audit,200",
            "the-right-key,GET,/admin/api-keys,200"})
    void letsKeysDoWhatTheirScopesSay(String key, String method, String path, int status) {
        var answer = server.send(
                server.as(key, path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(method.equals("POST") ? MAGNET : "")));

        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void namesTheScopeThatIsNeeded() {
        var answer = server.send(server.as(TestServer.READ_KEY, "/v1/audit"))
                .isProblem(403, "scope-missing");

        assertThat(answer.json().path("detail").asString()).contains("admin", "read");
    }

    @Test
    void tellsHowMuchIsLeft() {
        server.rate(new RateSettings(1, 20, 5));

        var answer = server.get("/v1/torrents");

        assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("20");
        assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("19");
        assertThat(answer.header("X-RateLimit-Reset")).isEqualTo("1");
        assertThat(server.send(server.anonymous("/health")).header("X-RateLimit-Limit")).isEmpty();
    }

    @Test
    void holdsAKeyUpThatCallsTooOftenAndNoOther() {
        server.rate(new RateSettings(1, 10, 5));
        IntStream.range(0, 10).forEach(_ -> server.get("/v1/nothing").isProblem(404, "not-found"));

        var refused = server.get("/v1/torrents").isProblem(429, "too-many-requests");

        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(server.send(server.as(TestServer.READ_KEY, "/v1/torrents")).status()).isEqualTo(200);
    }

    @Test
    void countsWhatIsForbidden() {
        server.rate(new RateSettings(1, 10, 5));

        IntStream.range(0, 10).forEach(_ -> server.send(server.as(TestServer.READ_KEY, "/v1/audit")));

        server.send(server.as(TestServer.READ_KEY, "/v1/audit")).isProblem(429, "too-many-requests");
    }

    @Test
    void holdsAnAddressUpThatTriesKeysButNotTheRightOne() {
        server.rate(new RateSettings(100, 100, 4));
        IntStream.range(0, 4)
                .forEach(
                        i -> server.send(server.as("guess" + i, "/v1/torrents"))
                                .isProblem(401, "api-key-unknown"));

        var held = server.send(server.as("guess", "/v1/torrents")).isProblem(429, "too-many-failures");

        assertThat(held.header("Retry-After")).isEqualTo("15");
        assertThat(server.get("/v1/torrents").status()).isEqualTo(200);
    }

    @Test
    void hearsOfWhatWasDenied() {
        server.send(server.anonymous("/v1/torrents?secret=1"));
        server.send(server.as("guess", "/v1/torrents"));
        server.send(server.as(TestServer.READ_KEY, "/v1/" + "x".repeat(300)).DELETE());

        var denials = server.access().denials();

        assertThat(denials.subList(0, 2)).containsExactly(
                new Denial("api-key-missing", "anonymous", "127.0.0.1", "GET", "/v1/torrents"),
                new Denial("api-key-unknown", "anonymous", "127.0.0.1", "GET", "/v1/torrents"));
        assertThat(denials.get(2).actor()).isEqualTo("reader");
        assertThat(denials.get(2).path()).hasSize(201);
    }

    @Test
    void hearsOfEachChangeButNotOfReadsAndFailures() {
        server.send(
                server.as(TestServer.TORRENTS_KEY, "/v1/torrents")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(MAGNET)));
        var hash = server.get("/v1/torrents").json().at("/items/0/infoHash").asString();
        server.post("/v1/torrents/" + hash + "/action", "{\"action\": \"pause\"}");
        server.post("/v1/torrents/" + hash + "/action", "{\"action\": \"dance\"}").isProblem();
        server.delete("/v1/torrents/" + hash + "?deleteData=true");
        server.send("PUT", "/v1/tags/new", "{}");

        assertThat(server.access().changes()).isEqualTo(
                List.of(
                        new Change("adder", "addTorrent", hash, Map.of()),
                        new Change("test", "actOnTorrent", hash, Map.of("action", "pause")),
                        new Change("test", "removeTorrent", hash, Map.of("deleteData", "true"))));
    }
}
