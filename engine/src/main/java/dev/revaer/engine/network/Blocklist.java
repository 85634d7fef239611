package dev.revaer.engine.network;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Consumer;

/// Ranges of addresses that the session keeps away from: sorted, apart from one another, 8 bytes each in IPv4 and 32
/// in IPv6.
public final class Blocklist {
    public static final Blocklist EMPTY = new Blocklist(new RangesV4(new long[0]), new RangesV6(new long[0]));

    private final RangesV4 v4;
    private final RangesV6 v6;

    Blocklist(RangesV4 v4, RangesV6 v6) {
        this.v4 = v4;
        this.v6 = v6;
    }

    public static Blocklist of(Collection<AddressRange> ranges) {
        var collected = new Collector();
        ranges.forEach(collected::add);
        return collected.blocklist();
    }

    /// How many ranges there are; those that touched one another were made one.
    public int size() {
        return v4.size() + v6.size();
    }

    public boolean contains(InetAddress address) {
        var bytes = address.getAddress();
        return bytes.length == 4 ? v4.contains(bytes) : v6.contains(bytes);
    }

    public void forEach(Consumer<AddressRange> consumer) {
        for (var i = 0; i < v4.size(); i++) {
            consumer.accept(v4.get(i));
        }
        for (var i = 0; i < v6.size(); i++) {
            consumer.accept(v6.get(i));
        }
    }

    @Override
    public String toString() {
        return "Blocklist[" + size() + " ranges]";
    }

    /// Gathers ranges in any order, without an object for each.
    static final class Collector {
        private long[] v4 = new long[64];
        private long[] v6 = new long[64];
        private int countV4;
        private int countV6;

        void add(AddressRange range) {
            var first = range.first().getAddress();
            var last = range.last().getAddress();
            if (first.length == 4) {
                v4 = countV4 < v4.length ? v4 : Arrays.copyOf(v4, countV4 + countV4 / 2);
                v4[countV4++] = RangesV4.pack(first, last);
            } else {
                v6 = countV6 * 4 < v6.length ? v6 : Arrays.copyOf(v6, v6.length * 2);
                RangesV6.pack(first, last, v6, countV6++);
            }
        }

        int size() {
            return countV4 + countV6;
        }

        /// Uses up what was gathered.
        Blocklist blocklist() {
            return new Blocklist(RangesV4.of(v4, countV4), RangesV6.of(v6, countV6));
        }
    }
}
