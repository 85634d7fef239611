package dev.revaer.api.forwarded;

import java.net.InetSocketAddress;

import io.netty.handler.codec.http.HttpRequest;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.http.server.ConnectionInfo;
import reactor.netty.http.server.HttpServer;

/// Has requests that come through a listed proxy look as if they came from who is behind it: address, scheme and host.
/// Of everybody else such headers are not believed.
public final class ForwardedRequests implements NettyServerCustomizer {
    private static final int HIGHEST_PORT = 65_535;

    private volatile TrustedProxies trusted = TrustedProxies.NONE;

    /// From now on these are believed.
    public void use(TrustedProxies changed) {
        trusted = changed;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.forwarded(this::seen);
    }

    private ConnectionInfo seen(ConnectionInfo connection, HttpRequest request) {
        var proxies = trusted;
        var peer = connection.getRemoteAddress();
        if (peer == null || peer.isUnresolved() || !proxies.contains(peer.getAddress())) {
            return connection;
        }
        var told = Forwarding.of(peer.getAddress(), ForwardedHeaders.read(request.headers()), proxies);
        var seen = told.caller().equals(peer.getAddress())
                ? connection
                : connection.withRemoteAddress(new InetSocketAddress(told.caller(), 0));
        if (told.scheme() != null) {
            seen = seen.withScheme(told.scheme());
        }
        return told.host() == null ? seen : withHost(seen, told.host());
    }

    /// @param host `media.example`, `[2001:db8::1]:8443`
    private static ConnectionInfo withHost(ConnectionInfo seen, String host) {
        var colon = host.lastIndexOf(':') > host.lastIndexOf(']') ? host.lastIndexOf(':') : -1;
        var usual = ConnectionInfo.getDefaultHostPort(seen.getScheme());
        var port = colon < 0 ? usual : Integer.parseInt(host.substring(colon + 1));
        var name = colon < 0 ? host : host.substring(0, colon);
        var local = seen.getHostAddress();
        return local == null || port < 1 || port > HIGHEST_PORT
                ? seen
                : seen.withHostAddress(local, name, port);
    }
}
