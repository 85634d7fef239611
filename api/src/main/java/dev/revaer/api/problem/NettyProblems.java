package dev.revaer.api.problem;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.util.UriUtils;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/// Gives a problem document to the errors that never reach [ProblemHandler]: what Netty cannot read as HTTP (RFC 9112),
/// addresses that are no URI. All of these leave the framework without a body.
public final class NettyProblems implements NettyServerCustomizer {
    private final JsonMapper json;

    public NettyProblems(JsonMapper json) {
        this.json = json;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((_, channel, _) -> addTo(channel.pipeline()));
    }

    private void addTo(ChannelPipeline pipeline) {
        if (pipeline.get(NettyPipeline.HttpCodec) != null) {
            pipeline.addAfter(NettyPipeline.HttpCodec, "problems", new Handler());
        }
    }

    private FullHttpResponse withProblem(FullHttpResponse bare, String uri, String channelId) {
        var status = HttpStatusCode.valueOf(bare.status().code());
        var known = bare.headers().get(RequestId.HEADER);
        var requestId = known == null ? channelId : known;
        var path = UriUtils.encodePath(uri.split("[?#]", 2)[0], StandardCharsets.UTF_8);
        var problem = FrameworkProblems.of(status, "the request cannot be taken as it is written");
        var bytes = json.writeValueAsBytes(problem.in(path, requestId));
        var response = bare.replace(Unpooled.wrappedBuffer(bytes));
        bare.release();
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .set(HttpHeaderNames.CONTENT_LENGTH, bytes.length)
                .set(RequestId.HEADER, requestId)
                .remove(HttpHeaderNames.TRANSFER_ENCODING);
        return response;
    }

    /// Remembers what was asked on one connection, where several requests may wait for their answers (RFC 9112 §9.3.2).
    private final class Handler extends ChannelDuplexHandler {
        private final Deque<HttpRequest> asked = new ArrayDeque<>();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                asked.add(request);
            }
            context.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            var isAnswer = message instanceof HttpResponse response
                    && response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
            var written = isAnswer
                    ? answer((HttpResponse) message, asked.poll(), context.channel().id().asShortText())
                    : message;
            var _ = context.write(written, promise); // the promise tells
        }

        private HttpResponse answer(HttpResponse response, @Nullable HttpRequest request, String channelId) {
            var isError = response.status().code() >= 400;
            var isToHead = request != null && request.method().equals(HttpMethod.HEAD);
            return isError && !isToHead && response instanceof FullHttpResponse full
                    && !full.content().isReadable()
                            ? withProblem(full, request == null ? "/" : request.uri(), channelId)
                            : response;
        }
    }
}
