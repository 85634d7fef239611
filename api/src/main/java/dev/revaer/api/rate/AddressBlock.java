package dev.revaer.api.rate;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/// Who stands behind an address: the address itself for IPv4, its /64 for IPv6, of which one machine has them all.
///
/// @param text `192.0.2.1`, `20010db800000001/64`, or `unknown`
public record AddressBlock(String text) {
    private static final int NETWORK_BYTES = 8;
    private static final AddressBlock UNKNOWN = new AddressBlock("unknown");

    /// The block of an address; one for all that have none.
    public static AddressBlock of(@Nullable InetAddress address) {
        return switch (address) {
            case null -> UNKNOWN;
            case Inet6Address six -> new AddressBlock(
                    HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES)) + "/64");
            case InetAddress four -> new AddressBlock(four.getHostAddress());
        };
    }
}
