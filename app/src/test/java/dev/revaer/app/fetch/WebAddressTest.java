package dev.revaer.app.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WebAddressTest {
    @ParameterizedTest
    @CsvSource({"http://a.example, http://a.example, /",
            "HTTPS://A.Example:443/x?y=1#z, https://a.example, /x?y=1",
            "http://a.example:8080?q, http://a.example:8080, /?q",
            "https://[::1]:8443/, https://[::1]:8443, /",
            "http://user:pw@a.example/x@y, http://a.example, /x@y",
            "http://a.example/b c[1]|ü%zz%41, http://a.example, /b%20c%5B1%5D%7C%C3%BC%25zz%41",
            "http://bücher.example/, http://xn--bcher-kva.example, /"})
    void takesUrlsApart(String url, String origin, String target) {
        var address = WebAddress.parse(url);

        assertThat(address.origin()).isEqualTo(origin);
        assertThat(address.target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ftp://a.example/", "file:///etc/passwd", "http:///x", "http://a.example:0/",
            "http://a.example:99999/", "http://a b.example/", "http://a.example\r\nX: y/", "//a.example/",
            "http://[::1%25eth0]/", "magnet:?xt=urn:btih:0"})
    void refusesWhatIsNoWebUrl(String url) {
        assertThatExceptionOfType(FetchException.class).isThrownBy(() -> WebAddress.parse(url));
    }

    @Test
    void letsNothingOutOfTheRequestLine() {
        assertThat(WebAddress.parse("http://a.example/x\r\nEvil: 1").target()).isEqualTo("/x%0D%0AEvil:%201");
    }

    @ParameterizedTest
    @CsvSource({"/z, https://a.example:8443, /z", "z?k=[1], https://a.example:8443, /b/z?k=%5B1%5D",
            "../z, https://a.example:8443, /z", "//c.example/z, https://c.example, /z",
            "http://c.example, http://c.example, /", "?q=2, https://a.example:8443, /b/?q=2",
            "z#f, https://a.example:8443, /b/z"})
    void resolvesLocations(String location, String origin, String target) {
        var next = WebAddress.parse("https://a.example:8443/b/c?d=e").resolve(location);

        assertThat(next.origin()).isEqualTo(origin);
        assertThat(next.target()).isEqualTo(target);
    }

    @Test
    void keepsTheUserWithItsOrigin() {
        var address = WebAddress.parse("https://me:p%40ss@a.example/x");

        assertThat(address.resolve("/y").user()).isEqualTo("me:p%40ss");
        assertThat(address.resolve("https://a.example/y").user()).isEqualTo("me:p%40ss");
        assertThat(address.resolve("https://b.example/y").user()).isNull();
        assertThat(address.resolve("https://a.example:444/y").user()).isNull();
        assertThat(address.resolve("//b.example/y").user()).isNull();
        assertThat(new String(Base64.getDecoder().decode(address.basic()), StandardCharsets.UTF_8))
                .isEqualTo("me:p@ss");
    }

    @Test
    void tellsNoSecret() {
        var address = WebAddress.parse("https://me:pass@a.example/download/1?passkey=secret");

        assertThat(address.toString()).isEqualTo("https://a.example");
    }

    @Test
    void refusesNoiseInItsOwnWords() {
        var random = new Random(11);
        for (var i = 0; i < 3000; i++) {
            var noise = noise(random);
            try {
                var next = WebAddress.parse("http://" + noise).resolve(noise(random));
                assertThat(next.target() + next.host()).matches("[!-~]+");
            } catch (FetchException e) {
                assertThat(e.error().reason()).isNotBlank();
            }
        }
    }

    private static String noise(Random random) {
        var letters = "ab.:/?#@[]%\\ \r\n\u00fc\ud83d-_1;=&+\u3002\u00ad\u200d\u05d0";
        var text = new StringBuilder();
        for (var i = random.nextInt(12); i >= 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
