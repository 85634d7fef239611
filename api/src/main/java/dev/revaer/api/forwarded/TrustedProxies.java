package dev.revaer.api.forwarded;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

import dev.revaer.engine.BadValueException;
import dev.revaer.engine.network.AddressRange;

/// The proxies that are believed when they say for whom they call.
public record TrustedProxies(List<AddressRange> ranges) {
    private static final int MOST = 100;

    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    public TrustedProxies {
        ranges = List.copyOf(ranges);
    }

    /// Reads addresses and CIDR blocks.
    ///
    /// @throws BadValueException naming the index of what is neither, or is all addresses there are
    public static TrustedProxies parse(List<String> texts) {
        BadValueException.check("", texts.size(), 0, MOST);
        var ranges = new ArrayList<AddressRange>();
        for (var text : texts) {
            var range = AddressRange.parse(text);
            if (range == null) {
                throw new BadValueException(
                        String.valueOf(ranges.size()),
                        "must be an address or a block of them: 192.0.2.7, 10.0.0.0/8 or fd00::/8");
            }
            if (isEverything(range)) {
                throw new BadValueException(
                        String.valueOf(ranges.size()),
                        "would have everybody say who he is; name the proxies");
            }
            ranges.add(range);
        }
        return new TrustedProxies(ranges);
    }

    boolean contains(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static boolean isEverything(AddressRange range) {
        var first = range.first().getAddress();
        var last = range.last().getAddress();
        for (int i = 0; i < first.length; i++) {
            if (first[i] != 0 || last[i] != (byte) 0xff) {
                return false;
            }
        }
        return true;
    }
}
