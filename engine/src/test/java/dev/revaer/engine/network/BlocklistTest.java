package dev.revaer.engine.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BlocklistTest {
    @Test
    void joinsWhatOverlapsOrTouches() {
        assertThat(
                ranges(
                        "200.0.0.0/8",
                        "1.0.0.5",
                        "1.0.0.4",
                        "1.0.0.0-1.0.0.9",
                        "1.0.0.10",
                        "1.0.0.12",
                        "201.0.0.0/8",
                        "255.255.255.255",
                        "0.0.0.0"))
                .containsExactly(
                        range("0.0.0.0"),
                        range("1.0.0.0-1.0.0.10"),
                        range("1.0.0.12"),
                        range("200.0.0.0-201.255.255.255"),
                        range("255.255.255.255"));
        assertThat(
                ranges(
                        "ffff::/16",
                        "2001:db8::5",
                        "2001:db8::1-2001:db8::4",
                        "2001:db8::7",
                        "2001:db8::2",
                        "::ffff:ffff:ffff:ffff",
                        "0:0:0:1::",
                        "ffff:ffff::"))
                .containsExactly(
                        range("::ffff:ffff:ffff:ffff-0:0:0:1::"),
                        range("2001:db8::1-2001:db8::5"),
                        range("2001:db8::7"),
                        range("ffff::/16"));
    }

    @Test
    void holdsTheWholeWorldIfToldTo() {
        var all = Blocklist.of(List.of(range("0.0.0.0/0"), range("::/0"), range("1.1.1.1"), range("::1")));

        assertThat(all.size()).isEqualTo(2);
        assertThat(all.contains(InetAddress.ofLiteral("255.255.255.255"))).isTrue();
        assertThat(all.contains(InetAddress.ofLiteral("ffff::"))).isTrue();
    }

    @Test
    void holdsNothingWhenEmpty() {
        assertThat(Blocklist.EMPTY.size()).isZero();
        assertThat(Blocklist.EMPTY.contains(InetAddress.ofLiteral("1.1.1.1"))).isFalse();
        assertThat(Blocklist.EMPTY.contains(InetAddress.ofLiteral("::1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    void agreesWithASearchOneByOne(int width) throws UnknownHostException {
        var random = new Random(width);
        for (var round = 0; round < 60; round++) {
            var given = new ArrayList<AddressRange>();
            for (var i = random.nextInt(40); i >= 0; i--) {
                var a = address(random, width);
                var b = address(random, width);
                var isOrdered = Arrays.compareUnsigned(a.getAddress(), b.getAddress()) <= 0;
                given.add(new AddressRange(isOrdered ? a : b, isOrdered ? b : a));
            }
            var blocklist = Blocklist.of(given);
            for (var i = 0; i < 200; i++) {
                var address = address(random, width);
                assertThat(blocklist.contains(address)).as("%s in %s", address, given)
                        .isEqualTo(given.stream().anyMatch(range -> holds(range, address)));
            }
        }
    }

    /// One of few, near the edges of sign and half, so that ranges meet.
    private static InetAddress address(Random random, int width) throws UnknownHostException {
        var bytes = new byte[width];
        bytes[0] = (byte) (random.nextBoolean() ? 0x7f : 0x80);
        bytes[width / 2 - 1] = (byte) (random.nextBoolean() ? 0 : 0xff);
        bytes[width / 2] = (byte) (random.nextBoolean() ? 0 : 0xff);
        bytes[width - 1] = (byte) random.nextInt(256);
        return InetAddress.getByAddress(bytes);
    }

    private static boolean holds(AddressRange range, InetAddress address) {
        return Arrays.compareUnsigned(range.first().getAddress(), address.getAddress()) <= 0
                && Arrays.compareUnsigned(address.getAddress(), range.last().getAddress()) <= 0;
    }

    private static List<AddressRange> ranges(String... texts) {
        var ranges = new ArrayList<AddressRange>();
        Blocklist.of(Arrays.stream(texts).map(BlocklistTest::range).toList()).forEach(ranges::add);
        return ranges;
    }

    private static AddressRange range(String text) {
        return Objects.requireNonNull(AddressRange.parse(text), text);
    }
}
