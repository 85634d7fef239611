package dev.revaer.api.access;

import dev.revaer.api.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class KeyFilterApiIT {
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
    @CsvSource({"Authorization,Bearer the-right-key", "authorization,bearer   the-right-key",
            "X-Revaer-Api-Key,the-right-key"})
    void letsTheRightKeyPass(String header, String value) {
        var answer = server.send(server.anonymous("/v1/torrents").header(header, value));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/torrents", "/v1/events", "/", "/nothing", "/health/", "/health/full",
            "//health",
            "/v1/../health", "/metrics/x"})
    void refusesWithoutAKey(String path) {
        var answer = server.send(server.anonymous(path)).isProblem(401, "api-key-missing");

        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @ParameterizedTest
    @CsvSource({"Authorization,Bearer the-wrong-key", "Authorization,'Bearer '",
            "X-Revaer-Api-Key,the-wrong-key",
            "X-Revaer-Api-Key,''", "X-Revaer-Api-Key,the-right-keys", "X-Revaer-Api-Key,The-Right-Key"})
    void refusesAWrongKey(String header, String value) {
        var answer = server.send(server.anonymous("/v1/torrents").header(header, value));

        assertThat(answer.isProblem().status()).isEqualTo(401);
    }

    @Test
    void doesNotTryTheSecondHeaderWhenTheFirstIsWrong() {
        var answer = server.send(
                server.anonymous("/v1/torrents")
                        .header("Authorization", "Bearer x")
                        .header("X-Revaer-Api-Key", TestServer.KEY));

        answer.isProblem(401, "api-key-unknown");
    }

    @Test
    void ignoresOtherWaysToAuthorize() {
        var request = server.anonymous("/v1/torrents").header("Authorization", "Basic eDp5");

        server.send(request).isProblem(401, "api-key-missing");

        assertThat(server.send(request.header("X-Revaer-Api-Key", TestServer.KEY)).status()).isEqualTo(200);
    }

    @Test
    void refusesAKeyThatIsTooLong() {
        server.send(server.anonymous("/v1/torrents").header("X-Revaer-Api-Key", "k".repeat(5_000)))
                .isProblem(401, "api-key-unknown");
    }

    @Test
    void letsAnybodySeeHealth() {
        assertThat(server.send(server.anonymous("/health")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/openapi.json"})
    void letsAnybodyAskForTheOtherOpenPaths(String path) {
        server.send(server.anonymous(path)).isProblem(404, "not-found");
    }

    @Test
    void givesEachRequestAnIdOfItsOwn() {
        var first = server.get("/health").header("X-Request-Id");
        var second = server.get("/health").header("X-Request-Id");

        assertThat(first).isNotEmpty().isNotEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"job-7", "4bf92f3577b34da6a3ce929d0e0e4736", "a/b:c=d+e~f._-"})
    void callsARequestAsTheCallerDoes(String id) {
        var answer = server.send(server.to("/v1/nothing").header("X-Request-Id", id));

        assertThat(answer.isProblem().header("X-Request-Id")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "<b>", "a;b", "LONG"})
    void callsARequestItsOwnWayIfTheCallersIsNoName(String id) {
        var sent = id.equals("LONG") ? "x".repeat(129) : id;

        var answer = server.send(server.to("/v1/nothing").header("X-Request-Id", sent));

        assertThat(answer.isProblem().header("X-Request-Id")).isNotEqualTo(sent).matches("[0-9a-f-]+");
    }
}
