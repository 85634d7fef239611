package dev.revaer.engine.session.restart;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import dev.revaer.engine.network.AddressRange;
import dev.revaer.engine.network.Blocklist;
import dev.revaer.engine.network.NetworkControl;
import dev.revaer.engine.network.NetworkStatus;
import dev.revaer.engine.network.SessionCounter;
import dev.revaer.engine.session.LibtorrentEngine;
import org.jspecify.annotations.Nullable;

/// The network of whichever session there is. What was blocked and banned in one is so in the next.
final class SteadyNetwork implements NetworkControl {
    private final Supplier<LibtorrentEngine> current;
    private @Nullable Blocklist blocklist;
    private Collection<AddressRange> banned = List.of();

    SteadyNetwork(Supplier<LibtorrentEngine> current) {
        this.current = current;
    }

    @Override
    public NetworkStatus status() {
        return current.get().network().status();
    }

    @Override
    public List<SessionCounter> counters() {
        return current.get().network().counters();
    }

    @Override
    public synchronized void block(Blocklist list) {
        blocklist = list;
        current.get().network().block(list);
    }

    @Override
    public synchronized void ban(Collection<AddressRange> ranges) {
        banned = List.copyOf(ranges);
        current.get().network().ban(banned);
    }

    synchronized void bringInto(LibtorrentEngine next) {
        var list = blocklist;
        if (list != null) {
            next.network().block(list);
        }
        if (!banned.isEmpty()) {
            next.network().ban(banned);
        }
    }
}
