package dev.revaer.engine.network;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.revaer.engine.network.BlocklistReading.Read;
import dev.revaer.engine.network.BlocklistReading.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BlocklistReaderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"001.009.096.105 - 001.009.096.105 , 000 , A name | 1.9.96.105",
            "1.2.3.0 - 1.2.3.9,127,A, B | 1.2.3.4", "Name:1.2.3.0-1.2.3.9 | 1.2.3.9",
            "Foo, Inc: the #2; x:1.2.3.0-1.2.3.9 | 1.2.3.0", "10.0.0.0/8 ; SBL1 | 10.9.9.9",
            "1.2.3.4 # remark | 1.2.3.4", "1.2.3.4 | 1.2.3.4", "2001:db8::/32 | 2001:db8::1",
            "Name:2001:db8::-2001:db8::ff | 2001:db8::7", "2001:db8:: - 2001:db8::ff , 0 , x | 2001:db8::7"})
    void readsEveryForm(String line, String blocked) {
        var read = (Read) read("# list\n" + line + "\r\n");

        assertThat(read.damagedLines()).isZero();
        assertThat(read.blocklist().size()).isEqualTo(1);
        assertThat(read.blocklist().contains(InetAddress.ofLiteral(blocked))).isTrue();
    }

    @Test
    void passesOverCommentsAndWhatIsPermitted() {
        var read = (Read) read(
                "\ufeff# a\n// b\n; c\n\n   \n1.1.1.1 - 1.1.1.9 , 128 , free\n1.1.1.1 - 1.1.1.9 , 255 , free\n2.2.2.2");

        assertThat(read.damagedLines()).isZero();
        assertThat(read.blocklist().size()).isEqualTo(1);
        assertThat(read.blocklist().contains(InetAddress.ofLiteral("1.1.1.1"))).isFalse();
    }

    @Test
    void countsDamagedLinesAndGoesOn() {
        var read = (Read) read(
                "1.1.1.1\n1.1.1.999\n3.3.3.3\n9.9.9.9-1.1.1.1\n" + "x".repeat(5000)
                        + ":1.1.1.1-1.1.1.2\n5.5.5.5");

        assertThat(read.damagedLines()).isEqualTo(3);
        assertThat(read.blocklist().size()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "<html>\n<body>\nnot found\n</body>", "1.1.1.1\nx\ny\n",
            "2001:zz::1\nxx:::1\nzz:1.2.3.4/8"})
    void refusesWhatIsNoBlocklist(String text) {
        assertThat(read(text)).isInstanceOf(Refused.class);
    }

    @Test
    void unpacks() throws IOException {
        var text = "1.1.1.1\n".getBytes(StandardCharsets.US_ASCII);
        var gzip = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(gzip)) {
            packing.write(text);
        }
        var zip = new ByteArrayOutputStream();
        try (var packing = new ZipOutputStream(zip)) {
            packing.putNextEntry(new ZipEntry("ipfilter.dat"));
            packing.write(text);
        }

        assertThat(BlocklistReader.read(new ByteArrayInputStream(gzip.toByteArray())))
                .isInstanceOf(Read.class);
        assertThat(BlocklistReader.read(new ByteArrayInputStream(zip.toByteArray())))
                .isInstanceOf(Read.class);
        var half = Arrays.copyOf(gzip.toByteArray(), gzip.size() - 9);
        assertThat(BlocklistReader.read(new ByteArrayInputStream(half))).isInstanceOf(Refused.class);
    }

    @Test
    void holdsNoMoreRangesThanItMay() {
        assertThat(BlocklistReader.read(stream("1.1.1.1\n".repeat(11)), 10)).isInstanceOfSatisfying(
                Refused.class,
                refused -> assertThat(refused.reason()).contains("more than 10 "));
    }

    @Test
    void bearsWithAnyNoise() {
        var random = new Random(3);
        for (var i = 0; i < 4000; i++) {
            var bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (i % 2 == 0) {
                var letters = "0123456789abcdef.:-/,# \n\r".getBytes(StandardCharsets.US_ASCII);
                for (var at = 0; at < bytes.length; at++) {
                    bytes[at] = letters[(bytes[at] & 0xff) % letters.length];
                }
            } else if (bytes.length > 4 && i % 3 == 0) {
                var magic = i % 5 == 0 ? new byte[]{'P', 'K', 3, 4} : new byte[]{0x1f, (byte) 0x8b, 8, 0};
                System.arraycopy(magic, 0, bytes, 0, 4);
            }

            assertThat(BlocklistReader.read(new ByteArrayInputStream(bytes))).isNotNull();
        }
    }

    private static BlocklistReading read(String text) {
        return BlocklistReader.read(stream(text));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
