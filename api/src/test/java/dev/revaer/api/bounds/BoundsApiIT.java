package dev.revaer.api.bounds;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import dev.revaer.api.Answer;
import dev.revaer.api.TestServer;
import dev.revaer.engine.BadValueException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// What is taken at its bound, and not beyond it.
@Timeout(60)
class BoundsApiIT {
    private static final int BODY = 100_000;
    private static final int METAINFO = 70_000;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start();
        server.bound(bounds(BODY, METAINFO, 1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesABodyUpToItsBound(boolean isLengthSaid) {
        assertThat(add(body(BODY), isLengthSaid).status()).isEqualTo(201);

        var refused = add(body(BODY + 1), isLengthSaid).isProblem(413, "content-too-large");
        assertThat(refused.json().path("detail").asString()).contains("100000", "/api/bounds/bodyBytes");
    }

    @Test
    void takesABodyAsLargeAsIsSet() {
        server.bound(bounds(BoundsSettings.LARGEST_BODY, METAINFO, 1));

        assertThat(add(body(12 * 1024 * 1024), true).status()).isEqualTo(201);
    }

    @Test
    void tellsHimFirstWhoMayNotSendAnything() {
        server.send(
                server.anonymous("/v1/torrents")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body(BODY + 1))))
                .isProblem(401, "api-key-missing");
    }

    @Test
    void takesMetainfoUpToItsBound() {
        assertThat(upload(METAINFO).status()).isEqualTo(201);
        assertThat(add(encoded(METAINFO), true).status()).isEqualTo(201);

        assertThat(
                upload(METAINFO + 1).isProblem(422, "invalid-body").json().at("/errors/0/pointer").asString())
                .isEqualTo("/torrent");
        assertThat(
                add(encoded(METAINFO + 1), true).isProblem(422, "invalid-body")
                        .json()
                        .at("/errors/0/pointer")
                        .asString())
                .isEqualTo("/metainfo");
    }

    @Test
    void opensEventStreamsUpToTheirBound() throws Exception {
        try (InputStream first = server.open(server.to("/v1/events")).body()) {
            assertThat(first.read()).isPositive();

            var refused = server.get("/v1/events").isProblem(503, "too-many-streams");

            assertThat(refused.header("Retry-After")).isEqualTo("5");
            server.bound(bounds(BODY, METAINFO, 2));
            try (InputStream second = server.open(server.to("/v1/events")).body()) {
                assertThat(second.read()).isPositive();
            }
        }
    }

    @Test
    void refusesIdleTimesThatMakeNoSense() {
        for (var idle : new Duration[]{Duration.ofMillis(999), Duration.ofDays(1).plusSeconds(1)}) {
            assertThatExceptionOfType(BadValueException.class)
                    .isThrownBy(() -> new BoundsSettings(BODY, METAINFO, 8_192, 1, idle))
                    .satisfies(e -> assertThat(e.field()).isEqualTo("idleTimeout"));
        }
    }

    private static BoundsSettings bounds(int body, int metainfo, int streams) {
        return new BoundsSettings(body, metainfo, 8_192, streams, Duration.ofMinutes(1));
    }

    /// A magnet link in so many bytes of JSON.
    private static String body(int bytes) {
        var json = "{\"magnet\": \"magnet:?xt=urn:btih:0123456789abcdef0123456789abcdef01234567\"}";
        return json + " ".repeat(bytes - json.length());
    }

    private static String encoded(int bytes) {
        var metainfo = metainfo('x', bytes).getBytes(StandardCharsets.ISO_8859_1);
        return "{\"metainfo\": \"" + Base64.getEncoder().encodeToString(metainfo) + "\"}";
    }

    private static String metainfo(char filler, int bytes) {
        return "d" + String.valueOf(filler).repeat(bytes - 2) + "e";
    }

    private Answer add(String body, boolean isLengthSaid) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return server.send(
                server.to("/v1/torrents")
                        .header("Content-Type", "application/json")
                        .POST(
                                isLengthSaid
                                        ? BodyPublishers.ofByteArray(bytes)
                                        : BodyPublishers
                                                .ofInputStream(() -> new ByteArrayInputStream(bytes))));
    }

    private Answer upload(int bytes) {
        var head = "--x\r\nContent-Disposition: form-data; name=\"torrent\"; filename=\"a.torrent\"\r\n\r\n";
        var body = head + metainfo('y', bytes) + "\r\n--x--\r\n";
        return server.post(
                "/v1/torrents",
                body.getBytes(StandardCharsets.ISO_8859_1),
                "multipart/form-data; boundary=x");
    }
}
