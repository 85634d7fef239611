package dev.revaer.engine.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// IPv4 ranges, sorted and apart; one `long` each: the first address above, the last below.
///
/// The first one's highest bit is turned over, so that signed order, which is the JDK's, is the order of addresses.
final class RangesV4 {
    private final long[] packed;

    /// @param packed sorted and apart
    RangesV4(long[] packed) {
        this.packed = packed;
    }

    /// Sorts and joins what is in the array up to the count. The array is used up.
    static RangesV4 of(long[] unordered, int count) {
        Arrays.sort(unordered, 0, count);
        var kept = 0;
        for (var i = 0; i < count; i++) {
            var touches = kept > 0 && first(unordered[i]) <= last(unordered[kept - 1]) + 1;
            if (!touches) {
                unordered[kept++] = unordered[i];
            } else if (last(unordered[i]) > last(unordered[kept - 1])) {
                unordered[kept - 1] = (unordered[kept - 1] & ~0xffff_ffffL) | last(unordered[i]);
            }
        }
        return new RangesV4(Arrays.copyOf(unordered, kept));
    }

    static long pack(byte[] first, byte[] last) {
        var flipped = ByteBuffer.wrap(first).getInt() ^ Integer.MIN_VALUE;
        return ((long) flipped << 32) | Integer.toUnsignedLong(ByteBuffer.wrap(last).getInt());
    }

    int size() {
        return packed.length;
    }

    boolean contains(byte[] address) {
        var at = Arrays.binarySearch(packed, pack(address, address));
        if (at >= 0) {
            return true;
        }
        var value = Integer.toUnsignedLong(ByteBuffer.wrap(address).getInt());
        var after = -at - 1;
        var isFirstOfAfter = after < packed.length && first(packed[after]) == value;
        return isFirstOfAfter || (after > 0 && last(packed[after - 1]) >= value);
    }

    AddressRange get(int index) {
        return new AddressRange(address(first(packed[index])), address(last(packed[index])));
    }

    private static long first(long packed) {
        return Integer.toUnsignedLong((int) (packed >>> 32) ^ Integer.MIN_VALUE);
    }

    private static long last(long packed) {
        return packed & 0xffff_ffffL;
    }

    private static InetAddress address(long value) {
        try {
            return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt((int) value).array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 bytes", e);
        }
    }
}
