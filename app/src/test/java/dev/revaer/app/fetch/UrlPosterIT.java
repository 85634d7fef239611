package dev.revaer.app.fetch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import dev.revaer.app.fetch.FetchError.ForbiddenAddress;
import dev.revaer.app.fetch.FetchError.TooSlow;
import dev.revaer.app.fetch.FetchError.Unreachable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class UrlPosterIT {
    private static final byte[] BODY = "body".getBytes(StandardCharsets.UTF_8);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Test
    void tellsTheStatusAndFollowsNothing() throws IOException {
        try (var server = RawServer
                .saying("HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:1/\r\n\r\n")) {
            assertThat(poster(AddressPolicy.LOOPBACK_ONLY).post(server.url(), Map.of(), BODY, LIMIT))
                    .isEqualTo(307);
        }
    }

    @Test
    void postsToNoPrivateAddressUnlessItMay() throws IOException {
        try (var server = RawServer.saying("HTTP/1.1 200 OK\r\n\r\n")) {
            assertThatExceptionOfType(FetchException.class)
                    .isThrownBy(
                            () -> poster(AddressPolicy.PUBLIC_ONLY).post(server.url(), Map.of(), BODY, LIMIT))
                    .satisfies(e -> assertThat(e.error()).isInstanceOf(ForbiddenAddress.class));
            assertThat(poster(AddressPolicy.PRIVATE_TOO).post(server.url(), Map.of(), BODY, LIMIT))
                    .isEqualTo(200);
        }
    }

    @Test
    void waitsNoLongerThanItMay() throws IOException {
        try (var server = RawServer
                .start(client -> client.getInputStream().transferTo(OutputStream.nullOutputStream()))) {
            assertThatExceptionOfType(FetchException.class)
                    .isThrownBy(
                            () -> poster(AddressPolicy.LOOPBACK_ONLY)
                                    .post(server.url(), Map.of(), BODY, Duration.ofMillis(300)))
                    .satisfies(e -> assertThat(e.error()).isInstanceOf(TooSlow.class));
        }
    }

    @Test
    void saysThatNobodyIsThere() {
        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(
                        () -> poster(AddressPolicy.LOOPBACK_ONLY)
                                .post("http://127.0.0.1:1/", Map.of(), BODY, LIMIT))
                .satisfies(e -> assertThat(e.error()).isInstanceOf(Unreachable.class));
    }

    private static UrlPoster poster(AddressPolicy policy) {
        return new UrlPoster(() -> FetchRoute.direct(policy), "Revaer/test");
    }
}
