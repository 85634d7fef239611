package dev.revaer.api.forwarded;

import java.util.List;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/// Headers that strangers make up. `-Djqwik.tries.default=…` tries more than a thousand of each.
class ForwardedPropertyTest {

    @Property
    void readsHopsOrNone(@ForAll("headers") List<String> lines, @ForAll boolean isStandard) {
        var headers = DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        lines.forEach(line -> headers.add(isStandard ? "Forwarded" : "X-Forwarded-For", line));

        assertThat(ForwardedHeaders.read(headers)).hasSizeLessThan(5_000);
    }

    @Provide
    Arbitrary<List<String>> headers() {
        var piece = Arbitraries
                .of(
                        "for=",
                        "proto=",
                        "host=",
                        "192.0.2.1",
                        "\"[2001:db8::1]:80\"",
                        ";",
                        ",",
                        " ",
                        "\"",
                        "\\",
                        "unknown",
                        "_x",
                        "https");
        return Arbitraries
                .oneOf(
                        Arbitraries.strings().ofMaxLength(300),
                        piece.list().ofMaxSize(30).map(parts -> String.join("", parts)))
                .list()
                .ofMaxSize(3);
    }
}
