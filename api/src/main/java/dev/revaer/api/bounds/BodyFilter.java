package dev.revaer.api.bounds;

import java.util.concurrent.atomic.AtomicLong;

import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Takes no body that is larger than the bound, whether or not its length is said beforehand. The parts of uploads and
/// archives have bounds of their own.
public final class BodyFilter implements WebFilter, Ordered {
    /// Of those who may.
    private static final int ORDER = 10;

    /// Takes archives, which are bounded by what they are written to.
    private static final String ARCHIVES = "/v1/restore";

    private final Bounds bounds;

    public BodyFilter(Bounds bounds) {
        this.bounds = bounds;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var headers = exchange.getRequest().getHeaders();
        long most = bounds.now().bodyBytes();
        if (isUpload(exchange.getRequest())) {
            return chain.filter(exchange);
        }
        if (headers.getContentLength() > most) {
            return Mono.error(tooLarge(most));
        }
        return headers.getContentLength() >= 0
                ? chain.filter(exchange)
                : chain.filter(exchange.mutate().request(new Counted(exchange.getRequest(), most)).build());
    }

    private static boolean isUpload(ServerHttpRequest request) {
        if (request.getPath().pathWithinApplication().value().equals(ARCHIVES)) {
            return true;
        }
        var type = request.getHeaders().getFirst("Content-Type");
        var upload = MediaType.MULTIPART_FORM_DATA_VALUE;
        return type != null && type.regionMatches(true, 0, upload, 0, upload.length());
    }

    private static ResponseStatusException tooLarge(long most) {
        return new ResponseStatusException(
                HttpStatus.CONTENT_TOO_LARGE,
                "the body has more than " + most + " bytes (/api/bounds/bodyBytes)");
    }

    /// A request that does not say how long its body is.
    private static final class Counted extends ServerHttpRequestDecorator {
        private final long most;

        Counted(ServerHttpRequest request, long most) {
            super(request);
            this.most = most;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            var read = new AtomicLong();
            return super.getBody().handle((buffer, sink) -> {
                if (read.addAndGet(buffer.readableByteCount()) > most) {
                    DataBufferUtils.release(buffer);
                    sink.error(tooLarge(most));
                } else {
                    sink.next(buffer);
                }
            });
        }
    }
}
