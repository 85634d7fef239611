package dev.revaer.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/// A response body as a stream whose reads don't wait forever.
///
/// The JDK's own stream blocks for as long as the server is silent. What arrives is asked for piece by piece, so that
/// no more than two pieces are held. Reading is for one thread.
final class TimedBody extends InputStream implements BodySubscriber<InputStream> {
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final Duration patience;
    private final @Nullable Long deadline;
    private Iterator<ByteBuffer> buffers = List.<ByteBuffer>of().iterator();
    private ByteBuffer current = ByteBuffer.allocate(0);
    private boolean ended;
    private volatile @Nullable Subscription subscription;
    private volatile boolean closed;

    private TimedBody(Duration patience, @Nullable Long deadline) {
        this.patience = patience;
        this.deadline = deadline;
    }

    /// A body that must be there as a whole after `patience`, which begins now.
    static TimedBody whole(Duration patience) {
        return new TimedBody(patience, System.nanoTime() + patience.toNanos());
    }

    /// A body that may go on forever, but never be silent for longer than `patience`.
    static TimedBody endless(Duration patience) {
        return new TimedBody(patience, null);
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> arrived) {
        pieces.add(new Piece(arrived, false, null));
    }

    @Override
    public void onError(Throwable failure) {
        pieces.add(new Piece(List.of(), true, failure));
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece(List.of(), true, null));
    }

    @Override
    public int read() throws IOException {
        return isDry() ? -1 : current.get() & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (isDry()) {
            return -1;
        }
        int count = Math.min(length, current.remaining());
        current.get(into, offset, count);
        return count;
    }

    /// Ends the exchange; the server notices.
    @Override
    public void close() {
        closed = true;
        Subscription given = subscription;
        if (given != null) {
            given.cancel();
        }
    }

    private boolean isDry() throws IOException {
        while (!current.hasRemaining()) {
            if (buffers.hasNext()) {
                current = buffers.next();
            } else if (ended) {
                return true;
            } else {
                take();
            }
        }
        return false;
    }

    private void take() throws IOException {
        Piece piece = await();
        if (piece.failure() != null) {
            throw new IOException(piece.failure());
        }
        ended = piece.last();
        buffers = piece.buffers().iterator();
        Subscription given = subscription;
        if (!ended && given != null) {
            given.request(1);
        }
    }

    private Piece await() throws IOException {
        long wait = deadline == null ? patience.toNanos() : deadline - System.nanoTime();
        try {
            Piece piece = pieces.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
            if (piece == null) {
                close();
                throw new HttpTimeoutException(
                        "nothing came for too long (limit " + patience.toSeconds() + " s)");
            }
            return piece;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private record Piece(List<ByteBuffer> buffers, boolean last, @Nullable Throwable failure) {}
}
