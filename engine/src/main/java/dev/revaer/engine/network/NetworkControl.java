package dev.revaer.engine.network;

import java.util.Collection;

/// How the session stands in the network, and what it keeps away from.
public interface NetworkControl {
    /// From memory; a few seconds old at most.
    NetworkStatus status();

    /// Replaces the blocklist. Slow for a large one: seconds.
    void block(Blocklist blocklist);

    /// Replaces the addresses that are banned by hand. Their peers are disconnected, in all torrents.
    void ban(Collection<AddressRange> banned);
}
