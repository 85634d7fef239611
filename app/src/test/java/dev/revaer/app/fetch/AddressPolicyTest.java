package dev.revaer.app.fetch;

import java.net.InetAddress;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddressPolicyTest {
    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1",
            "192.167.1.1", "198.17.0.1", "198.20.0.1", "223.255.255.255", "2606:4700::1111", "2a00::1",
            "64:ff9b::808:808", "2002:808:808::1"})
    void takesPublicAddresses(String literal) {
        assertThat(AddressPolicy.PUBLIC_ONLY.permits(InetAddress.ofLiteral(literal))).isTrue();
        assertThat(AddressPolicy.LOOPBACK_ONLY.permits(InetAddress.ofLiteral(literal))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1",
            "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.1",
            "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1",
            "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::7f00:1", "::808:808", "64:ff9b::a00:1",
            "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:10::1", "2001:db8::1",
            "2002:a00:1::1",
            "2002:7f00:1::1", "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1",
            "ff02::1"})
    void refusesAllOthers(String literal) {
        assertThat(AddressPolicy.PUBLIC_ONLY.permits(InetAddress.ofLiteral(literal))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"})
    void takesThisMachineWhereOnlyLoopbackIsMeant(String literal) {
        assertThat(AddressPolicy.LOOPBACK_ONLY.permits(InetAddress.ofLiteral(literal))).isTrue();
        assertThat(AddressPolicy.PRIVATE_TOO.permits(InetAddress.ofLiteral(literal))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "169.254.1.1", "fd12:3456::1", "fe80::1", "8.8.8.8"})
    void takesPrivateAddressesWhereTheyAreMeant(String literal) {
        assertThat(AddressPolicy.PRIVATE_TOO.permits(InetAddress.ofLiteral(literal))).isTrue();
        assertThat(AddressPolicy.LOOPBACK_ONLY.permits(InetAddress.ofLiteral(literal))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "ff02::1"})
    void neverTakesWhatIsNoSingleHost(String literal) {
        for (var policy : AddressPolicy.values()) {
            assertThat(policy.permits(InetAddress.ofLiteral(literal))).as(policy.name()).isFalse();
        }
    }
}
