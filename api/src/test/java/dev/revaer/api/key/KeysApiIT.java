package dev.revaer.api.key;

import java.time.Duration;

import dev.revaer.api.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class KeysApiIT {
    private static final String KEYS = "/admin/api-keys";

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
    void showsASecretOnceAndNeverInLists() {
        var issued = server.post(
                KEYS,
                "{\"label\": \" tv \", \"scopes\": [\"torrents\", \"read\", \"read\"], \"expiresAt\": \"2030-01-01T00:00:00Z\"}");

        assertThat(issued.status()).isEqualTo(201);
        assertThat(issued.json().path("secret").asString()).isEqualTo("rv_secret");
        assertThat(issued.header("Cache-Control")).isEqualTo("no-store");
        var id = issued.json().at("/key/id").asString();
        assertThat(issued.header("Location")).isEqualTo(KEYS + "/" + id);
        assertThat(issued.json().at("/key/scopes").toString()).isEqualTo("[\"read\",\"torrents\"]");
        assertThat(server.get(KEYS).body())
                .contains(id, "\"label\":\"tv\"", "\"expiresAt\":\"2030-01-01T00:00:00Z\"")
                .doesNotContain("rv_");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{\"scopes\": [\"read\"]} | /label",
            "{\"label\": \" \", \"scopes\": [\"read\"]} | /label",
            "{\"label\": \"a\\u0000b\", \"scopes\": [\"read\"]} | /label",
            "{\"label\": \"a\", \"scopes\": []} | /scopes", "{\"label\": \"a\"} | /scopes",
            "{\"label\": \"a\", \"scopes\": [\"read\", \"root\"]} | /scopes/1",
            "{\"label\": \"a\", \"scopes\": [null]} | /scopes/0",
            "{\"label\": \"a\", \"scopes\": [\"read\"], \"expiresAt\": \"2020-01-01T00:00:00Z\"} | /expiresAt",
            "{\"label\": \"a\", \"scopes\": [\"read\"], \"expiresAt\": \"2999-01-01T00:00:00Z\"} | /expiresAt",
            "{\"label\": \"a\", \"scopes\": [\"read\"], \"expiresAt\": \"soon\"} | /expiresAt",
            "{\"label\": \"a\", \"scopes\": [\"read\"], \"owner\": \"me\"} | /owner"})
    void namesTheFault(String body, String pointer) {
        var answer = server.post(KEYS, body).isProblem(422, "invalid-body");

        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    @ParameterizedTest
    @CsvSource({"'',PT24H", "{},PT24H", "'{\"grace\": \"PT0S\"}',PT0S", "'{\"grace\": \"P7D\"}',P7D"})
    void rotatesWithTheGraceThatIsAskedFor(String body, Duration grace) {
        var id = issue();

        var answer = server.post(KEYS + "/" + id + "/rotate", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("secret").asString()).isEqualTo("rv_rotated");
        assertThat(server.access().graces().getLast()).isEqualTo(grace);
    }

    @ParameterizedTest
    @CsvSource({"-PT1S", "P7DT1S", "x"})
    void refusesAGraceOutOfBounds(String grace) {
        server.post(KEYS + "/" + issue() + "/rotate", "{\"grace\": \"" + grace + "\"}")
                .isProblem(422, "invalid-body");
    }

    @Test
    void revokes() {
        var id = issue();

        assertThat(server.delete(KEYS + "/" + id).status()).isEqualTo(204);

        server.delete(KEYS + "/" + id).isProblem(404, "api-key-not-found");
        assertThat(server.get(KEYS).body()).doesNotContain(id);
    }

    @ParameterizedTest
    @CsvSource({"x", "1-1-1-1-1", "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz"})
    void knowsNoKeyByWhatIsNoId(String id) {
        server.delete(KEYS + "/" + id).isProblem(404, "api-key-not-found");
    }

    private static String issue() {
        return server.post(KEYS, "{\"label\": \"a\", \"scopes\": [\"read\"]}")
                .json()
                .at("/key/id")
                .asString();
    }
}
