package dev.revaer.app.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/// Which addresses may be connected to.
public enum AddressPolicy {
    /// Addresses of the public internet alone.
    PUBLIC_ONLY,
    /// Those of this machine and of private networks as well.
    PRIVATE_TOO,
    /// 127.0.0.0/8 and ::1 alone: nothing leaves this machine.
    LOOPBACK_ONLY;

    boolean permits(InetAddress address) {
        return switch (this) {
            case PUBLIC_ONLY -> isPublic(address.getAddress());
            case PRIVATE_TOO -> isOneHost(address);
            case LOOPBACK_ONLY -> address.isLoopbackAddress();
        };
    }

    private static boolean isOneHost(InetAddress address) {
        var isBroadcast = address instanceof Inet4Address && (address.getAddress()[0] & 0xf0) == 0xf0;
        return !address.isAnyLocalAddress() && !address.isMulticastAddress() && !isBroadcast;
    }

    private static boolean isPublic(byte[] address) {
        return address.length == 4 ? isPublicV4(word(address, 0)) : isPublicV6(address);
    }

    /// All but the IANA IPv4 special-purpose registry's blocks (RFC 6890), multicast and what is reserved.
    private static boolean isPublicV4(int address) {
        return !(in(address, 0x00_00_00_00, 8)
                || in(address, 0x0a_00_00_00, 8)
                || in(address, 0x64_40_00_00, 10)
                || in(address, 0x7f_00_00_00, 8)
                || in(address, 0xa9_fe_00_00, 16)
                || in(address, 0xac_10_00_00, 12)
                || in(address, 0xc0_00_00_00, 24)
                || in(address, 0xc0_00_02_00, 24)
                || in(address, 0xc0_58_63_00, 24)
                || in(address, 0xc0_a8_00_00, 16)
                || in(address, 0xc6_12_00_00, 15)
                || in(address, 0xc6_33_64_00, 24)
                || in(address, 0xcb_00_71_00, 24)
                || in(address, 0xe0_00_00_00, 3));
    }

    /// Only global unicast (2000::/3) without its special blocks. The forms that carry an IPv4 address (NAT64, 6to4)
    /// are as public as that address; the others (mapped, compatible, local NAT64, Teredo) are refused.
    private static boolean isPublicV6(byte[] address) {
        var first = word(address, 0);
        var second = word(address, 4);
        if (first == 0x0064_ff9b && second == 0 && word(address, 8) == 0) {
            return isPublicV4(word(address, 12));
        }
        if (in(first, 0x2002_0000, 16)) {
            return isPublicV4((first << 16) | (second >>> 16));
        }
        return in(first, 0x2000_0000, 3)
                && !in(first, 0x2001_0000, 23)
                && first != 0x2001_0db8
                && !in(first, 0x3fff_0000, 20);
    }

    private static boolean in(int address, int block, int bits) {
        return (address ^ block) >>> (32 - bits) == 0;
    }

    private static int word(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getInt(at);
    }
}
