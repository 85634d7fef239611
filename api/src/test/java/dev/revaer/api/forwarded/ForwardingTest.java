package dev.revaer.api.forwarded;

import java.net.InetAddress;
import java.util.List;

import dev.revaer.engine.BadValueException;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ForwardingTest {
    private static final TrustedProxies TRUSTED = TrustedProxies.parse(List.of("10.0.0.0/8", "fd00::1"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "198.51.100.7 | 198.51.100.7",
            "198.51.100.7:5555 | 198.51.100.7",
            "2001:db8::7 | 2001:db8:0:0:0:0:0:7",
            "[2001:db8::7]:443 | 2001:db8:0:0:0:0:0:7",
            "127.0.0.1, 198.51.100.7 | 198.51.100.7",
            "127.0.0.1, 198.51.100.7, 10.1.2.3, fd00::1 | 198.51.100.7",
            "10.9.9.9, 10.1.2.3 | 10.9.9.9",
            "198.51.100.7, unknown, 10.1.2.3 | 10.1.2.3",
            "'' | 10.0.0.1",
            "media.example | 10.0.0.1",
            "127.1 | 10.0.0.1",
            "::1%eth0 | 10.0.0.1",
            "198.51.100.7; | 10.0.0.1"})
    void takesTheNearestThatIsNotTrusted(String addresses, String caller) {
        assertThat(told("X-Forwarded-For", addresses).caller().getHostAddress()).isEqualTo(caller);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "for=198.51.100.7 | 198.51.100.7 | |",
            "For=\"[2001:db8::7]:4711\";proto=https | 2001:db8:0:0:0:0:0:7 | https |",
            "for=127.0.0.1;host=evil.example, for=198.51.100.7;by=10.0.0.1;proto=HTTPS;host=media.example:8443 | 198.51.100.7 | https | media.example:8443",
            "for=198.51.100.7;proto=https;host=media.example, for=10.1.2.3;proto=http | 198.51.100.7 | https | media.example",
            "for=_hidden;proto=https | 10.0.0.1 | https |",
            "for=\"198.51.100.7 | 10.0.0.1 | |",
            "for=198.51.100.7;; | 10.0.0.1 | |",
            "for=198.51.100.7;host=\"a b\";proto=gopher | 198.51.100.7 | |"})
    void readsTheStandardHeader(
            String forwarded,
            String caller,
            @Nullable String scheme,
            @Nullable String host) {
        var told = told("Forwarded", forwarded);

        assertThat(told.caller().getHostAddress()).isEqualTo(caller);
        assertThat(told.scheme()).isEqualTo(scheme);
        assertThat(told.host()).isEqualTo(host);
    }

    @Test
    void believesNothingWhereBothKindsAreThere() {
        var told = told("Forwarded", "for=127.0.0.1", "X-Forwarded-For", "198.51.100.7");

        assertThat(told.caller().getHostAddress()).isEqualTo("10.0.0.1");
    }

    @Test
    void takesSchemeAndHostFromWhoCallsUs() {
        var told = told(
                "X-Forwarded-For",
                "198.51.100.7",
                "X-Forwarded-Proto",
                "http, https",
                "X-Forwarded-Host",
                "evil.example, media.example",
                "X-Forwarded-Port",
                "8443");

        assertThat(told.scheme()).isEqualTo("https");
        assertThat(told.host()).isEqualTo("media.example:8443");
    }

    @Test
    void readsNoFurtherThanItsBounds() {
        assertThat(told("X-Forwarded-For", "10.1.1.1,".repeat(500) + "10.1.1.2").caller().getHostAddress())
                .isEqualTo("10.0.0.1");
        assertThat(
                told("X-Forwarded-For", "198.51.100.7" + ",10.1.1.1".repeat(100)).caller().getHostAddress())
                .isEqualTo("10.1.1.1");
        assertThat(told("Forwarded", "for=\"" + "\\a".repeat(2_000)).caller().getHostAddress())
                .isEqualTo("10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"media.example", "10.0.0.0/33", "", "0.0.0.0/0", "::/0", "10.0.0.1:80"})
    void trustsNobodyByAnythingElse(String text) {
        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> TrustedProxies.parse(List.of("10.0.0.1", text)))
                .satisfies(e -> assertThat(e.field()).isEqualTo("1"));
    }

    private static Forwarding told(String... headers) {
        var sent = new DefaultHttpHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            sent.add(headers[i], headers[i + 1]);
        }
        return Forwarding.of(InetAddress.ofLiteral("10.0.0.1"), ForwardedHeaders.read(sent), TRUSTED);
    }
}
