package dev.revaer.api.bounds;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/// Gives the server those bounds that cannot change while it listens. Comes after the framework, which has its own.
public final class ConnectionBounds
        implements
            WebServerFactoryCustomizer<NettyReactiveWebServerFactory>,
            Ordered {
    private final Bounds bounds;

    public ConnectionBounds(Bounds bounds) {
        this.bounds = bounds;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        var settings = bounds.now();
        factory.addServerCustomizers(
                server -> server.idleTimeout(settings.idleTimeout())
                        .readTimeout(settings.idleTimeout())
                        .httpRequestDecoder(decoder -> decoder.maxHeaderSize(settings.headerBytes())));
    }
}
