package dev.revaer.engine.session.network;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import dev.revaer.engine.network.AddressRange;
import dev.revaer.engine.network.Blocklist;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.session;

/// Owns the session's one `ip_filter`: what the loopback-only mode shuts out, the blocklist, the ranges of the settings
/// and the addresses that were banned. Safe for any thread but the alert thread, which must not wait.
public final class IpFilters {
    private final boolean loopbackOnly;
    private final Consumer<Consumer<session>> onSession;
    private volatile Blocklist blocklist = Blocklist.EMPTY;
    private volatile Set<AddressRange> ranges = Set.of();
    private volatile Set<AddressRange> banned = Set.of();

    /// @param onSession gives the session to a short task, on a thread that may call it, and waits until it is done
    public IpFilters(boolean loopbackOnly, Consumer<Consumer<session>> onSession) {
        this.loopbackOnly = loopbackOnly;
        this.onSession = onSession;
    }

    public synchronized void block(Blocklist other) {
        blocklist = other;
        rebuild();
    }

    /// Replaces the ranges of the settings; what is no range is left out.
    public synchronized void ranges(List<String> texts) {
        var parsed = new LinkedHashSet<AddressRange>();
        texts.stream().map(AddressRange::parse).filter(Objects::nonNull).forEach(parsed::add);
        if (!parsed.equals(ranges)) {
            ranges = parsed;
            rebuild();
        }
    }

    /// Replaces the bans. To ban more is quick however long the blocklist is.
    public synchronized void ban(Collection<AddressRange> others) {
        var before = banned;
        var after = new LinkedHashSet<>(others);
        if (after.equals(before)) {
            return;
        }
        banned = after;
        if (after.containsAll(before)) {
            extend(after.stream().filter(range -> !before.contains(range)).toList());
        } else {
            rebuild();
        }
    }

    /// Why no peer at this address is let in; null if one is.
    public @Nullable String refusal(InetAddress address) {
        if (loopbackOnly && !address.isLoopbackAddress()) {
            return "only peers on this machine are connected to (loopback-only)";
        }
        if (contains(banned, address)) {
            return "the address is banned";
        }
        return contains(ranges, address) || blocklist.contains(address) ? "the address is blocked" : null;
    }

    private static boolean contains(Set<AddressRange> ranges, InetAddress address) {
        return !ranges.isEmpty() && Blocklist.of(ranges).contains(address);
    }

    private void extend(List<AddressRange> more) {
        onSession.accept(raw -> {
            var filter = raw.get_ip_filter();
            AddressFilter.add(filter, more);
            raw.set_ip_filter(filter);
            filter.delete();
        });
    }

    private void rebuild() {
        var manual = new ArrayList<>(ranges);
        manual.addAll(banned);
        var filter = AddressFilter.of(blocklist, manual, loopbackOnly);
        onSession.accept(raw -> {
            raw.set_ip_filter(filter);
            filter.delete();
        });
    }
}
