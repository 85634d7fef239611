package dev.revaer.api.idempotency;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;

class FingerprintTest {
    private static final String TARGET = "POST /v1/torrents";

    @Test
    void isTheSameForTheSameRequest() {
        assertThat(of(TARGET, MediaType.APPLICATION_JSON, "{}")).matches("[0-9a-f]{64}")
                .isEqualTo(of(TARGET, MediaType.parseMediaType("application/json;charset=utf-8"), "{}"));
    }

    @Test
    void isAnotherForAnythingElse() {
        assertThat(of(TARGET, MediaType.APPLICATION_JSON, "{}"))
                .isNotEqualTo(of(TARGET + "?x=1", MediaType.APPLICATION_JSON, "{}"))
                .isNotEqualTo(of(TARGET, MediaType.APPLICATION_JSON, "{ }"))
                .isNotEqualTo(of(TARGET, MediaType.TEXT_PLAIN, "{}"))
                .isNotEqualTo(of(TARGET, null, "{}"));
    }

    @Test
    void doesNotCountTheBoundaryOfAnUpload() {
        assertThat(upload("one", "d4:infoe")).isEqualTo(upload("another", "d4:infoe"))
                .isNotEqualTo(upload("one", "d4:info0e"));
    }

    private static String upload(String boundary, String content) {
        return of(
                TARGET,
                MediaType.parseMediaType("multipart/form-data; boundary=" + boundary),
                "--" + boundary + "\r\nContent-Disposition: form-data; name=torrent\r\n\r\n" + content
                        + "\r\n--"
                        + boundary + "--\r\n");
    }

    private static String of(String target, @Nullable MediaType type, String body) {
        return Fingerprint.of(target, type, body.getBytes(StandardCharsets.ISO_8859_1));
    }
}
