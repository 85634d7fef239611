package dev.revaer.engine.network;

import java.net.InetAddress;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1, 192.0.2.1",
            "001.009.096.105 - 001.009.096.255, 1.9.96.105, 1.9.96.255",
            "0.0.0.0-255.255.255.255, 0.0.0.0, 255.255.255.255", "10.1.2.3/8, 10.0.0.0, 10.255.255.255",
            "10.1.2.3/32, 10.1.2.3, 10.1.2.3", "10.1.2.3/0, 0.0.0.0, 255.255.255.255",
            "10.1.2.3/20, 10.1.0.0, 10.1.15.255",
            "2001:db8::/32, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
            "2001:db8::1, 2001:db8::1, 2001:db8::1", "2001:db8:: - 2001:db8::ff, 2001:db8::, 2001:db8::ff",
            "::ffff:192.0.2.1, 192.0.2.1, 192.0.2.1"})
    void reads(String text, String first, String last) {
        assertThat(AddressRange.parse(text)).isEqualTo(
                new AddressRange(InetAddress.ofLiteral(first), InetAddress.ofLiteral(last)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "/", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.0004", "1.2.3.", ".1.2.3",
            "1..2.3",
            "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/-1", "::/129", "1.2.3.4-1.2.3.3", "1.2.3.4-::1", "::2-::1",
            "::1%eth0",
            "1:2", ":::", "a.example", "0x7f.1", "2130706433", "1.2.3.4-1.2.3.5-1.2.3.6"})
    void readsNothingElse(String text) {
        assertThat(AddressRange.parse(text)).isNull();
    }

    @Test
    void hasBlocksOfIpv6ThatEndWithAnAddressOfIpv4() {
        var range = Objects.requireNonNull(AddressRange.parse("::/80"));

        assertThat(range.contains(InetAddress.ofLiteral("::1"))).isTrue();
        assertThat(range.contains(InetAddress.ofLiteral("::1:0:0:0"))).isFalse();
        assertThat(range.contains(InetAddress.ofLiteral("192.0.2.1"))).isFalse();
    }

    @Test
    void refusesEndsTheWrongWayRound() {
        var low = InetAddress.ofLiteral("1.1.1.1");
        var high = InetAddress.ofLiteral("200.1.1.1");

        assertThat(new AddressRange(low, high).last()).isEqualTo(high);
        assertThatIllegalArgumentException().isThrownBy(() -> new AddressRange(high, low));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AddressRange(low, InetAddress.ofLiteral("::1")));
    }
}
