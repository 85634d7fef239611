package dev.revaer.api.browser;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.ssl.SslHandler;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/// Says with every answer, whoever writes it, that it is data: not to be run, framed, guessed at, kept, or named to
/// other sites. What an answer says of this itself stays.
public final class SecurityHeaders implements NettyServerCustomizer {
    private static final String NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'";
    /// A day: other services of this host may speak plain HTTP, and TLS may be switched off again.
    private static final String TLS_FROM_NOW_ON = "max-age=86400";

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((_, channel, _) -> addTo(channel.pipeline()));
    }

    private static void addTo(ChannelPipeline pipeline) {
        if (pipeline.get(NettyPipeline.HttpCodec) != null) {
            pipeline.addAfter(NettyPipeline.HttpCodec, "securityHeaders", new Handler());
        }
    }

    private static final class Handler extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof HttpResponse response
                    && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
                tell(response.headers(), context.pipeline().get(SslHandler.class) != null);
            }
            var _ = context.write(message, promise); // the promise tells
        }

        private static void tell(HttpHeaders headers, boolean isTls) {
            unlessSaid(headers, "X-Content-Type-Options", "nosniff");
            unlessSaid(headers, "Referrer-Policy", "no-referrer");
            unlessSaid(headers, HttpHeaderNames.CONTENT_SECURITY_POLICY, NOTHING_RUNS);
            unlessSaid(headers, HttpHeaderNames.CACHE_CONTROL, "no-store");
            if (isTls) {
                unlessSaid(headers, "Strict-Transport-Security", TLS_FROM_NOW_ON);
            }
        }

        private static void unlessSaid(HttpHeaders headers, CharSequence name, String value) {
            if (!headers.contains(name)) {
                headers.set(name, value);
            }
        }
    }
}
