package dev.revaer.cli.takeover.bencode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BencodePropertyTest {
    @Property
    void readsOrRefusesWhateverItIsGiven(@ForAll byte[] bytes) {
        readOrRefuse(bytes);
    }

    @Property
    void readsOrRefusesWhatLooksLikeBencoding(@ForAll("parts") List<String> parts) {
        readOrRefuse(("d" + String.join("", parts)).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Provide
    Arbitrary<List<String>> parts() {
        return Arbitraries
                .of(
                        "d",
                        "l",
                        "e",
                        "i1e",
                        "i-0e",
                        "ie",
                        "i",
                        "1:a",
                        "0:",
                        "2:a",
                        ":",
                        "99999999999999999999:x",
                        "-1:a",
                        "4:info")
                .list()
                .ofMaxSize(40);
    }

    @Property
    void readsWhatIsWritten(
            @ForAll @StringLength(max = 20) String key,
            @ForAll byte[] value,
            @ForAll long number,
            @ForAll @Size(max = 9) List<Integer> numbers) throws UnreadableException {
        var plain = key.codePoints()
                .filter(point -> point < 128)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        var written = new BencodeWriter().put("s" + plain, value)
                .put("n" + plain, number)
                .numbers("l" + plain, numbers)
                .bytes();

        var read = BencodeReader.read(written);

        assertThat(read.bytes("s" + plain)).isEqualTo(value);
        assertThat(read.number("n" + plain, 0)).isEqualTo(number);
        assertThat(read.list("l" + plain)).hasSameSizeAs(numbers);
        assertThat(
                new BencodeWriter().raw("s" + plain, Objects.requireNonNull(read.raw("s" + plain))).bytes())
                .isEqualTo(new BencodeWriter().put("s" + plain, value).bytes());
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        var deep = ("d1:a" + "l".repeat(100_000) + "e".repeat(100_001)).getBytes(StandardCharsets.ISO_8859_1);

        assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> BencodeReader.read(deep))
                .withMessageContaining("nested too deep");
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            assertThat(BencodeReader.read(bytes).keys()).isNotNull();
        } catch (UnreadableException e) {
            assertThat(e.reason()).isNotBlank();
        }
    }
}
