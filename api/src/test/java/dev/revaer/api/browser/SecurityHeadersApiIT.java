package dev.revaer.api.browser;

import dev.revaer.api.Answer;
import dev.revaer.api.RawExchange;
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
class SecurityHeadersApiIT {
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
    @CsvSource({"GET,/health,200", "GET,/v1/categories,200", "HEAD,/v1/categories,200", "GET,/v1/nothing,404",
            "DELETE,/v1/torrents,405", "GET,/v1/torrents?limit=0,400"})
    void saysWithEveryAnswerThatItIsData(String method, String path, int status) {
        var answer = server.send(method, path, "");

        assertThat(answer.status()).isEqualTo(status);
        isData(answer);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void saysItToThoseWhoAreNotLetIn() {
        isData(server.send(server.anonymous("/v1/torrents")).isProblem(401, "api-key-missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/9.9", "GET /%zz HTTP/1.1", "nonsense", "GET /[ HTTP/1.1"})
    void saysItWhereTheRequestIsNoHttp(String request) {
        isData(
                RawExchange.send(server.port(), request + "\r\nHost: x\r\n", new byte[0]).isProblem());
    }

    @Test
    void leavesTheEventStreamItsOwnWordOnCaches() {
        var answer = RawExchange.send(
                server.port(),
                "GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TestServer.KEY + "\r\n",
                new byte[0]);

        isData(answer);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-cache");
    }

    private static void isData(Answer answer) {
        assertThat(answer.headers().allValues("X-Content-Type-Options")).as(answer.toString())
                .containsExactly("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
    }
}
