package dev.revaer.engine.network;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

/// What strangers write where addresses or info hashes are meant: it is read or refused, and nothing else comes of it.
class AddressPropertyTest {

    @Property
    void readsRangesOrNone(@ForAll("nearlyRanges") String text) {
        var range = AddressRange.parse(text);

        if (range != null) {
            assertThat(range.contains(range.first())).isTrue();
            assertThat(range.contains(range.last())).isTrue();
        }
    }

    @Property
    void readsListsOfAnyBytes(@ForAll @Size(max = 2_000) byte[] bytes) {
        assertThat(BlocklistReader.read(new ByteArrayInputStream(bytes), 100)).isNotNull();
    }

    @Property
    void readsListsThatAreNearlyGood(@ForAll("lists") String list) {
        assertThat(
                BlocklistReader
                        .read(new ByteArrayInputStream(list.getBytes(StandardCharsets.ISO_8859_1)), 100))
                .isNotNull();
    }

    @Property
    void takesOnlyInfoHashes(@ForAll("nearlyHashes") String text) {
        try {
            assertThat(InfoHash.parse(text).hex()).isEqualToIgnoringCase(text.strip());
        } catch (RuntimeException e) {
            assertThat(e).isInstanceOfAny(IllegalArgumentException.class, EngineException.class);
        }
    }

    @Provide
    Arbitrary<String> nearlyRanges() {
        var token = Arbitraries.of(
                "0",
                "1",
                "255",
                "256",
                "00127",
                ".",
                ":",
                "::",
                "/",
                "-",
                " ",
                "ffff",
                "%eth0",
                "[",
                "]",
                "8",
                "128",
                "129",
                "१");
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60),
                token.list().ofMaxSize(14).map(parts -> String.join("", parts)));
    }

    @Provide
    Arbitrary<String> lists() {
        return nearlyRanges().list().ofMaxSize(20).map(lines -> String.join("\n", lines));
    }

    @Provide
    Arbitrary<String> nearlyHashes() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(70),
                Arbitraries.strings().withChars("0123456789abcdefABCDEFg").ofMinLength(38).ofMaxLength(66));
    }
}
