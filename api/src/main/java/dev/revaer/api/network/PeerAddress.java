package dev.revaer.api.network;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.network.AddressRange;
import org.jspecify.annotations.Nullable;

/// The body of requests about one peer.
///
/// @param address `192.0.2.1:6881` or `[2001:db8::1]:6881`; where the port does not matter, it may be left out
public record PeerAddress(@Nullable String address) {
    private static final Pattern WITH_PORT = Pattern
            .compile("([0-9.]{7,15}|\\[[0-9a-fA-F:.]{2,45}]):([0-9]{1,5})");
    private static final int HIGHEST_PORT = 65_535;

    /// Reads address and port; never asks a name server.
    ///
    /// @throws ApiException with [Invalid]
    public InetSocketAddress socket() {
        var matcher = WITH_PORT.matcher(address == null ? "" : address.strip());
        if (matcher.matches()) {
            var host = literal(matcher.group(1));
            var port = Integer.parseInt(matcher.group(2));
            if (host != null && port > 0 && port <= HIGHEST_PORT) {
                return new InetSocketAddress(host, port);
            }
        }
        throw invalid("must be an address and a port: 192.0.2.1:6881 or [2001:db8::1]:6881");
    }

    /// Reads the address alone.
    ///
    /// @throws ApiException with [Invalid]
    public InetAddress host() {
        var text = address == null ? "" : address.strip();
        var host = literal(text);
        if (host != null) {
            return host;
        }
        var matcher = WITH_PORT.matcher(text);
        if (matcher.matches() && literal(matcher.group(1)) != null) {
            return socket().getAddress();
        }
        throw invalid("must be an address: 192.0.2.1 or 2001:db8::1");
    }

    private static @Nullable InetAddress literal(String text) {
        var bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (bare.isEmpty() || bare.indexOf('/') >= 0 || bare.indexOf('-') >= 0) {
            return null;
        }
        var range = AddressRange.parse(bare);
        return range == null ? null : range.first();
    }

    private static ApiException invalid(String detail) {
        return new ApiException(Invalid.at("/address", detail));
    }
}
