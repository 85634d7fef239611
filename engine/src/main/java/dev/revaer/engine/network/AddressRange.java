package dev.revaer.engine.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/// All addresses from the first to the last, both included, of one family.
public record AddressRange(InetAddress first, InetAddress last) {
    public AddressRange {
        var a = first.getAddress();
        var b = last.getAddress();
        if (a.length != b.length || Arrays.compareUnsigned(a, b) > 0) {
            throw new IllegalArgumentException("not a range: " + first + " to " + last);
        }
    }

    /// Reads `192.0.2.1`, `192.0.2.1 - 192.0.2.9`, `192.0.2.0/24` or the same in IPv6; never asks a name server. Zeros
    /// may lead the numbers of IPv4, which are decimal.
    ///
    /// @return null if the text is none of these
    public static @Nullable AddressRange parse(String text) {
        var stripped = text.strip();
        var slash = stripped.indexOf('/');
        if (slash >= 0) {
            return block(stripped.substring(0, slash), stripped.substring(slash + 1));
        }
        var dash = stripped.indexOf('-');
        var first = address(dash < 0 ? stripped : stripped.substring(0, dash).strip());
        var last = dash < 0 ? first : address(stripped.substring(dash + 1).strip());
        if (first == null || last == null || first.length != last.length) {
            return null;
        }
        return Arrays.compareUnsigned(first, last) <= 0 ? of(first, last) : null;
    }

    /// Whether the address lies in it; none of the other family does.
    public boolean contains(InetAddress address) {
        var bytes = address.getAddress();
        return bytes.length == first.getAddress().length
                && Arrays.compareUnsigned(first.getAddress(), bytes) <= 0
                && Arrays.compareUnsigned(bytes, last.getAddress()) <= 0;
    }

    private static @Nullable AddressRange block(String base, String prefix) {
        var first = address(base);
        if (first == null || prefix.isEmpty() || prefix.length() > 3
                || !prefix.chars().allMatch(AddressRange::isDigit)) {
            return null;
        }
        var bits = Integer.parseInt(prefix);
        if (bits > first.length * 8) {
            return null;
        }
        var last = first.clone();
        for (var i = 0; i < first.length; i++) {
            var host = 0xff >>> Math.clamp(bits - i * 8L, 0, 8);
            first[i] &= (byte) ~host;
            last[i] |= (byte) host;
        }
        return of(first, last);
    }

    private static byte @Nullable [] address(String text) {
        return text.indexOf(':') >= 0 ? v6(text) : v4(text);
    }

    private static byte @Nullable [] v4(String text) {
        var bytes = new byte[4];
        var part = 0;
        var digits = 0;
        var value = 0;
        for (var i = 0; i <= text.length(); i++) {
            var unit = i == text.length() ? '.' : text.charAt(i);
            if (unit == '.' && digits > 0 && value < 256 && part < 4) {
                bytes[part++] = (byte) value;
                digits = 0;
                value = 0;
            } else if (isDigit(unit) && ++digits <= 3) {
                value = value * 10 + unit - '0';
            } else {
                return null;
            }
        }
        return part == 4 ? bytes : null;
    }

    private static byte @Nullable [] v6(String text) {
        if (text.length() > 45 || !text.chars().allMatch(AddressRange::standsInV6)) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static boolean standsInV6(int unit) {
        return unit == ':' || unit == '.' || (unit < 128 && Character.digit(unit, 16) >= 0);
    }

    private static boolean isDigit(int unit) {
        return unit >= '0' && unit <= '9';
    }

    private static AddressRange of(byte[] first, byte[] last) {
        try {
            return new AddressRange(address(first), address(last));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /// One of 16 bytes stays one of IPv6, though it stands for one of IPv4: `::/80` ends with such a one.
    private static InetAddress address(byte[] bytes) throws UnknownHostException {
        return bytes.length == 16
                ? Inet6Address.getByAddress(null, bytes, -1)
                : InetAddress.getByAddress(bytes);
    }
}
