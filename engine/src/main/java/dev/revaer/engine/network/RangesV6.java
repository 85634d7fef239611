package dev.revaer.engine.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// IPv6 ranges, sorted and apart; four `long`s each: the first address, then the last, upper half before lower.
final class RangesV6 {
    private static final int WIDTH = 4;

    private final long[] words;

    /// @param words sorted and apart
    RangesV6(long[] words) {
        this.words = words;
    }

    /// Sorts and joins the first `count` ranges of the array. The array is used up.
    static RangesV6 of(long[] unordered, int count) {
        sort(unordered, count);
        var kept = 0;
        for (var i = 0; i < count; i++) {
            var touches = kept > 0 && touches(unordered, kept - 1, i);
            if (!touches) {
                System.arraycopy(unordered, i * WIDTH, unordered, kept++ * WIDTH, WIDTH);
            } else if (compare(unordered, kept * WIDTH - 2, unordered, i * WIDTH + 2) < 0) {
                System.arraycopy(unordered, i * WIDTH + 2, unordered, kept * WIDTH - 2, 2);
            }
        }
        return new RangesV6(Arrays.copyOf(unordered, kept * WIDTH));
    }

    static void pack(byte[] first, byte[] last, long[] into, int index) {
        ByteBuffer.wrap(first).asLongBuffer().get(into, index * WIDTH, 2);
        ByteBuffer.wrap(last).asLongBuffer().get(into, index * WIDTH + 2, 2);
    }

    int size() {
        return words.length / WIDTH;
    }

    boolean contains(byte[] address) {
        var wanted = new long[2];
        ByteBuffer.wrap(address).asLongBuffer().get(wanted);
        var low = 0;
        var high = size() - 1;
        while (low <= high) {
            var middle = (low + high) >>> 1;
            if (compare(words, middle * WIDTH, wanted, 0) > 0) {
                high = middle - 1;
            } else if (compare(words, middle * WIDTH + 2, wanted, 0) < 0) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    AddressRange get(int index) {
        return new AddressRange(address(index * WIDTH), address(index * WIDTH + 2));
    }

    private InetAddress address(int at) {
        try {
            var bytes = ByteBuffer.allocate(16).putLong(words[at]).putLong(words[at + 1]).array();
            return Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 16 bytes", e);
        }
    }

    /// Heapsort: the JDK sorts no groups of longs in place.
    private static void sort(long[] words, int count) {
        for (var root = count / 2 - 1; root >= 0; root--) {
            sink(words, root, count);
        }
        for (var end = count - 1; end > 0; end--) {
            swap(words, 0, end);
            sink(words, 0, end);
        }
    }

    private static void sink(long[] words, int from, int end) {
        var root = from;
        for (var child = 2 * root + 1; child < end; child = 2 * root + 1) {
            if (child + 1 < end && compare(words, child * WIDTH, words, (child + 1) * WIDTH) < 0) {
                child++;
            }
            if (compare(words, root * WIDTH, words, child * WIDTH) >= 0) {
                return;
            }
            swap(words, root, child);
            root = child;
        }
    }

    private static void swap(long[] words, int a, int b) {
        for (var i = 0; i < WIDTH; i++) {
            var word = words[a * WIDTH + i];
            words[a * WIDTH + i] = words[b * WIDTH + i];
            words[b * WIDTH + i] = word;
        }
    }

    /// Whether `next`, which does not begin before `before`, begins at the latest one address after its end.
    private static boolean touches(long[] words, int before, int next) {
        var end = before * WIDTH + 2;
        var lower = words[end + 1] + 1;
        var after = new long[]{lower == 0 ? words[end] + 1 : words[end], lower};
        var isLastOfAll = lower == 0 && after[0] == 0;
        return isLastOfAll || compare(words, next * WIDTH, after, 0) <= 0;
    }

    private static int compare(long[] a, int atA, long[] b, int atB) {
        var upper = Long.compareUnsigned(a[atA], b[atB]);
        return upper != 0 ? upper : Long.compareUnsigned(a[atA + 1], b[atB + 1]);
    }
}
