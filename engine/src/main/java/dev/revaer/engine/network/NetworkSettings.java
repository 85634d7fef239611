package dev.revaer.engine.network;

import java.util.List;

import dev.revaer.engine.BadValueException;
import org.jspecify.annotations.Nullable;

/// How the session reaches the world. In loopback-only mode nothing here opens it.
///
/// @param listen addresses and ports that peers connect to: `0.0.0.0:6881`, `[::]:6881`; port 0 for any that is free
/// @param bindInterface name of the network interface that all traffic must take; while it is not there, torrents
///        wait. Null for whatever the system routes by
/// @param portMapping whether routers are asked to forward the port (UPnP, NAT-PMP)
/// @param dht the distributed hash table (BEP 5)
/// @param pex peer exchange (BEP 11)
/// @param lsd local service discovery (BEP 14)
/// @param utp the micro transport protocol (BEP 29)
/// @param proxy null for none
/// @param anonymousMode whether peers and trackers are told as little as possible of this client
/// @param blockedRanges `192.0.2.0/24`, `2001:db8::/32`, `192.0.2.1-192.0.2.9` or a single address
/// @param allowPrivateUrls whether URLs of `.torrent` files and lists may point into private networks
public record NetworkSettings(
        List<String> listen,
        @Nullable String bindInterface,
        boolean portMapping,
        boolean dht,
        boolean pex,
        boolean lsd,
        boolean utp,
        Encryption encryption,
        @Nullable ProxySettings proxy,
        boolean anonymousMode,
        List<String> blockedRanges,
        BlocklistSettings blocklist,
        boolean allowPrivateUrls) {

    public static final NetworkSettings USUAL = new NetworkSettings(
            List.of("0.0.0.0:6881", "[::]:6881"),
            null,
            true,
            true,
            true,
            true,
            true,
            Encryption.PREFER,
            null,
            false,
            List.of(),
            BlocklistSettings.NONE,
            false);

    private static final int MOST_LISTEN = 16;
    private static final int MOST_RANGES = 10_000;
    private static final int LONGEST_INTERFACE = 15;

    /// Checks the values.
    ///
    /// @throws BadValueException for a list too long, or an address without a port from 0 to 65535
    public NetworkSettings {
        if (listen.isEmpty() || listen.size() > MOST_LISTEN) {
            throw new BadValueException("listen", "must have 1 to " + MOST_LISTEN + " entries");
        }
        for (int i = 0; i < listen.size(); i++) {
            checkListen("listen/" + i, listen.get(i));
        }
        if (bindInterface != null && !bindInterface.matches("[^\\s/,:]{1," + LONGEST_INTERFACE + "}")) {
            throw new BadValueException("bindInterface", "is not the name of a network interface");
        }
        if (blockedRanges.size() > MOST_RANGES) {
            throw new BadValueException("blockedRanges", "must have at most " + MOST_RANGES + " entries");
        }
        for (int i = 0; i < blockedRanges.size(); i++) {
            if (AddressRange.parse(blockedRanges.get(i)) == null) {
                throw new BadValueException(
                        "blockedRanges/" + i,
                        "must be an address, a range or a block: 192.0.2.0/24");
            }
        }
        listen = List.copyOf(listen);
        blockedRanges = List.copyOf(blockedRanges);
    }

    private static void checkListen(String field, String entry) {
        var colon = entry.lastIndexOf(':');
        var address = entry.substring(0, Math.max(0, colon));
        var isLiteral = address.matches("[0-9.]{7,15}|\\[[0-9a-fA-F:.]{2,45}]");
        var port = entry.substring(colon + 1);
        if (!isLiteral || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new BadValueException(field, "must be an address and a port: 0.0.0.0:6881 or [::]:6881");
        }
    }
}
