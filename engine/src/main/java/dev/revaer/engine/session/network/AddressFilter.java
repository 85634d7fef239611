package dev.revaer.engine.session.network;

import java.util.Collection;
import java.util.List;

import dev.revaer.engine.network.AddressRange;
import dev.revaer.engine.network.Blocklist;
import org.libtorrent4j.swig.address;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.ip_filter;

/// Makes libtorrent's `ip_filter`, in which a later rule wins over an earlier one.
public final class AddressFilter {
    private static final String LAST_IPV4 = "255.255.255.255";
    private static final String LAST_IPV6 = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
    private static final int BLOCKED = 1;
    private static final int ALLOWED = 0;

    private final ip_filter filter;
    private final error_code error = new error_code();

    private AddressFilter(ip_filter filter) {
        this.filter = filter;
    }

    /// Takes some microseconds for each range, and so seconds for a large list: not for the alert thread. The caller
    /// hands the filter over and deletes it.
    ///
    /// @param manual ranges that are blocked besides
    /// @param loopbackOnly blocks all but loopback, and of that what the lists hold
    public static ip_filter of(
            Blocklist blocklist,
            Collection<AddressRange> manual,
            boolean loopbackOnly) {
        var made = new AddressFilter(new ip_filter());
        if (loopbackOnly) {
            made.rule("0.0.0.0", LAST_IPV4, BLOCKED);
            made.rule("127.0.0.0", "127.255.255.255", ALLOWED);
            made.rule("::", LAST_IPV6, BLOCKED);
            made.rule("::1", "::1", ALLOWED);
        }
        blocklist.forEach(made::block);
        manual.forEach(made::block);
        made.error.delete();
        return made.filter;
    }

    /// What keeps the loopback-only mode to itself.
    public static ip_filter ofLoopback() {
        return of(Blocklist.EMPTY, List.of(), true);
    }

    /// Blocks more in a filter that is there.
    static void add(ip_filter filter, Collection<AddressRange> more) {
        var made = new AddressFilter(filter);
        more.forEach(made::block);
        made.error.delete();
    }

    private void block(AddressRange range) {
        rule(range.first().getHostAddress(), range.last().getHostAddress(), BLOCKED);
    }

    private void rule(String first, String last, int access) {
        var from = address.from_string(first, error);
        var to = address.from_string(last, error);
        filter.add_rule(from, to, access);
        from.delete();
        to.delete();
    }
}
