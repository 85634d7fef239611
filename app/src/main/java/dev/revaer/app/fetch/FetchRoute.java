package dev.revaer.app.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;

import dev.revaer.app.fetch.FetchError.NoRoute;
import dev.revaer.engine.network.NetworkSettings;
import org.jspecify.annotations.Nullable;

/// By which way URLs are fetched, so that they do not tell who is behind a proxy or a bound interface.
///
/// @param interfaceName of the network interface that connections leave by; null for any
public record FetchRoute(AddressPolicy policy, @Nullable String interfaceName) {

    public static FetchRoute direct(AddressPolicy policy) {
        return new FetchRoute(policy, null);
    }

    /// The way that the session goes as well.
    ///
    /// @throws FetchException with [NoRoute] where that leads through a proxy
    public static FetchRoute of(NetworkSettings network, boolean loopbackOnly) {
        if (network.proxy() != null) {
            throw new FetchException(
                    new NoRoute(
                            "URLs would be fetched around the proxy; give a magnet link or the metainfo itself"));
        }
        if (loopbackOnly) {
            return direct(AddressPolicy.LOOPBACK_ONLY);
        }
        var policy = network.allowPrivateUrls() ? AddressPolicy.PRIVATE_TOO : AddressPolicy.PUBLIC_ONLY;
        return new FetchRoute(policy, network.bindInterface());
    }

    /// Binds the socket to the interface's address of the same family.
    void bind(Socket socket, InetAddress target) throws IOException {
        if (interfaceName == null) {
            return;
        }
        var found = NetworkInterface.getByName(interfaceName);
        var source = found == null
                ? null
                : found.inetAddresses()
                        .filter(address -> address.getAddress().length == target.getAddress().length)
                        .findFirst()
                        .orElse(null);
        if (source == null) {
            throw new FetchException(
                    new NoRoute("the network interface " + interfaceName + " has no address to go from"));
        }
        socket.bind(new InetSocketAddress(source, 0));
    }
}
