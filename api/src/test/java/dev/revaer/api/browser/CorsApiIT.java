package dev.revaer.api.browser;

import java.net.http.HttpRequest.BodyPublishers;

import dev.revaer.api.Answer;
import dev.revaer.api.RawExchange;
import dev.revaer.api.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Which pages of other origins may call, and what their browsers hear.
@Timeout(60)
class CorsApiIT {
    private static final String PAGE = "https://media.example";

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void letsNoPageOfAnotherOriginCallUnlessItIsListed() {
        var unlisted = server.send(server.to("/v1/torrents").header("Origin", PAGE));
        preflight(PAGE).isProblem(401, "api-key-missing");
        server.allowOrigins("https://other.example");
        var other = server.send(server.to("/v1/torrents").header("Origin", PAGE));
        preflight(PAGE).isProblem(401, "api-key-missing");

        assertThat(unlisted.headers().map().keySet()).noneMatch(CorsApiIT::isCors);
        assertThat(unlisted.header("Vary")).isEmpty();
        assertThat(other.headers().map().keySet()).noneMatch(CorsApiIT::isCors);
        assertThat(other.header("Vary")).isEqualTo("Origin");
    }

    @Test
    void asksNoKeyOfABrowserThatAsksForAListedPage() {
        server.allowOrigins("http://localhost:5173", PAGE);

        var answer = preflight(PAGE);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("PATCH", "DELETE");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .contains("Authorization", "X-Revaer-Api-Key", "If-Match", "Last-Event-ID");
        assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("600");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(answer.header("Vary")).isEqualTo("Origin");
        assertThat(server.access().denials()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GET,/v1/torrents,200", "GET,/v1/nothing,404", "POST,/v1/torrents,422", "GET,/health,200"})
    void letsAListedPageReadAnswersAndErrors(String method, String path, int status) {
        server.allowOrigins(PAGE);

        var answer = server.send(
                server.to(path)
                        .header("Origin", PAGE)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString("{}")));

        assertThat(answer.status()).isEqualTo(status);
        isReadable(answer);
    }

    @Test
    void letsAListedPageReadWhyItIsNotLetIn() {
        server.allowOrigins(PAGE);

        isReadable(
                server.send(server.anonymous("/v1/torrents").header("Origin", PAGE))
                        .isProblem(401, "api-key-missing"));
        server.access().requireSetup(true);
        isReadable(
                server.send(server.anonymous("/v1/torrents").header("Origin", PAGE))
                        .isProblem(409, "setup-required"));
    }

    @Test
    void letsAListedPageReadTheEventStream() {
        server.allowOrigins(PAGE);

        isReadable(
                RawExchange.send(
                        server.port(),
                        "GET /v1/events HTTP/1.1\r\nHost: x\r\nOrigin: " + PAGE + "\r\nAuthorization: Bearer "
                                + TestServer.KEY + "\r\n",
                        new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "https://media.example.evil.example", "http://media.example",
            "https://media.example:8443", "HTTPS://MEDIA.EXAMPLE"})
    void takesOriginsLetterByLetter(String origin) {
        server.allowOrigins(PAGE);

        preflight(origin).isProblem(401, "api-key-missing");
    }

    @Test
    void keepsOptionsOfOthersBehindTheKey() {
        server.allowOrigins(PAGE);

        server.send(
                server.anonymous("/v1/torrents")
                        .header("Origin", PAGE)
                        .method("OPTIONS", BodyPublishers.noBody()))
                .isProblem(401, "api-key-missing");
    }

    private static void isReadable(Answer answer) {
        assertThat(answer.header("Access-Control-Allow-Origin")).as(answer.toString()).isEqualTo(PAGE);
        assertThat(answer.header("Access-Control-Expose-Headers"))
                .contains("X-Request-Id", "X-RateLimit-Remaining", "ETag", "Location", "Retry-After");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    private static boolean isCors(String header) {
        return header.regionMatches(true, 0, "Access-Control-", 0, 15);
    }

    private Answer preflight(String origin) {
        return server.send(
                server.anonymous("/v1/torrents")
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "authorization,content-type")
                        .method("OPTIONS", BodyPublishers.noBody()));
    }
}
