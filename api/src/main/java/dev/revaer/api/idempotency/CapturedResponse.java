package dev.revaer.api.idempotency;

import java.io.ByteArrayOutputStream;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Holds the body back, so that the answer can be kept before the client sees it. Status and headers are those of the
/// real response.
final class CapturedResponse extends ServerHttpResponseDecorator {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private volatile boolean isWritten;

    CapturedResponse(ServerHttpResponse response) {
        super(response);
    }

    byte[] body() {
        return body.toByteArray();
    }

    @Override
    public boolean isCommitted() {
        return isWritten || super.isCommitted();
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> published) {
        return Flux.from(published).doOnNext(this::take).then(Mono.fromRunnable(() -> isWritten = true));
    }

    @Override
    public Mono<Void> writeAndFlushWith(
            Publisher<? extends Publisher<? extends DataBuffer>> published) {
        return writeWith(Flux.from(published).concatMap(Flux::from));
    }

    @Override
    public Mono<Void> setComplete() {
        return Mono.fromRunnable(() -> isWritten = true);
    }

    private void take(DataBuffer buffer) {
        var bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        body.writeBytes(bytes);
    }
}
