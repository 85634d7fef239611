package dev.revaer.app.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

import dev.revaer.engine.network.NetworkSettings;
import dev.revaer.engine.network.ProxySettings;

/// Whether the interface or the proxy that all traffic must take is there.
final class KillSwitch {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

    private KillSwitch() {}

    /// Waits for the proxy, at most three seconds.
    ///
    /// @return what is missing; empty if all is there or nothing is demanded
    static Optional<String> missing(NetworkSettings network) {
        var bound = network.bindInterface();
        if (bound != null && !isUp(bound)) {
            return Optional.of("the network interface " + bound + " is not there or has no address");
        }
        var proxy = network.proxy();
        if (proxy != null && !Boolean.FALSE.equals(proxy.killSwitch()) && !answers(proxy)) {
            return Optional.of("the proxy " + proxy.host() + ":" + proxy.port() + " does not answer");
        }
        return Optional.empty();
    }

    private static boolean isUp(String name) {
        try {
            var found = NetworkInterface.getByName(name);
            return found != null && found.isUp() && found.getInetAddresses().hasMoreElements();
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean answers(ProxySettings proxy) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(proxy.host(), proxy.port()),
                    Math.toIntExact(CONNECT_LIMIT.toMillis()));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
