package dev.revaer.engine.network;

import java.util.Collection;
import java.util.List;

/// How the session stands in the network, and what it keeps away from.
public interface NetworkControl {
    /// From memory; a few seconds old at most.
    NetworkStatus status();

    /// libtorrent's own figures, always the same ones in the same order; from memory, a few seconds old at most.
    List<SessionCounter> counters();

    /// Replaces the blocklist. Slow for a large one: seconds.
    void block(Blocklist blocklist);

    /// Replaces the addresses that are banned by hand. Their peers are disconnected, in all torrents.
    void ban(Collection<AddressRange> banned);
}
