package dev.revaer.engine.network;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// How the session stands in the network.
///
/// @param listening where peers can connect
/// @param failures where it should listen but cannot
/// @param externalAddresses of this machine, as peers, trackers and routers see it
/// @param mappings what routers were asked to forward
/// @param hasIncoming whether a peer has ever connected to us from outside the local network; in the loopback-only
///        mode, at all
/// @param dhtNodes known; 0 while the DHT is off
/// @param peers connected, over all torrents
public record NetworkStatus(
        List<Listening> listening,
        List<ListenFailure> failures,
        List<String> externalAddresses,
        List<PortMapping> mappings,
        boolean hasIncoming,
        long dhtNodes,
        long peers) {

    public static final NetworkStatus NONE = new NetworkStatus(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            false,
            0,
            0);

    public NetworkStatus {
        listening = List.copyOf(listening);
        failures = List.copyOf(failures);
        externalAddresses = List.copyOf(externalAddresses);
        mappings = List.copyOf(mappings);
    }

    /// A socket.
    ///
    /// @param protocol `tcp`, `utp`, …
    public record Listening(String address, int port, String protocol) {}

    /// A socket that could not be opened.
    ///
    /// @param reason as the system says it
    public record ListenFailure(String address, int port, String protocol, String reason) {}

    /// What a router answered.
    ///
    /// @param transport `upnp` or `natpmp`
    /// @param protocol `tcp` or `udp`; null where it failed
    /// @param externalPort 0 where it failed
    /// @param error null if the port is forwarded
    public record PortMapping(
            String transport,
            @Nullable String protocol,
            int externalPort,
            @Nullable String error) {}
}
