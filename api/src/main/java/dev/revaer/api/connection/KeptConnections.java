package dev.revaer.api.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.LastHttpContent;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/// Reads on after every answer. Reactor Netty up to 1.3.7 may stop reading from a connection whose next request came
/// before the last one was put away, so that the one after it is never answered (reactor-netty issue 4361).
public final class KeptConnections implements NettyServerCustomizer {
    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((_, channel, _) -> addTo(channel.pipeline()));
    }

    private static void addTo(ChannelPipeline pipeline) {
        if (pipeline.get(NettyPipeline.HttpCodec) != null) {
            pipeline.addAfter(NettyPipeline.HttpCodec, "keptConnections", new Handler());
        }
    }

    /// One read for each answer: it waits in the channel for what comes next, and does nothing where the framework has
    /// asked for one as well.
    private static final class Handler extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            var isEnd = message instanceof LastHttpContent;
            var written = isEnd ? promise.unvoid() : promise;
            if (isEnd) {
                written.addListener(_ -> readOn(context));
            }
            var _ = context.write(message, written); // the promise tells
        }

        private static void readOn(ChannelHandlerContext context) {
            if (context.channel().isActive()) {
                context.read();
            }
        }
    }
}
