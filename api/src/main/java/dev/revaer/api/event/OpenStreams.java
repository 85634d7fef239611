package dev.revaer.api.event;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.revaer.api.problem.ApiError.TooManyStreams;
import dev.revaer.api.problem.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends streams whose API key is not known any more, however it came to that: looks once a second.
public final class OpenStreams {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStreams.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final String REVOKED = "the API key of this stream was revoked";

    private final Map<Stream, BooleanSupplier> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread;

    /// One that is open.
    public interface Stream {
        /// Ends it with a last word that says why; at once, if its client takes nothing.
        void end(String reason);
    }

    /// @param name of the thread that looks
    public OpenStreams(String name) {
        thread = Executors
                .newSingleThreadScheduledExecutor(Thread.ofPlatform().name(name).daemon().factory());
        var _ = thread.scheduleWithFixedDelay(
                this::look,
                INTERVAL.toMillis(),
                INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /// Has it end when it may not go on.
    ///
    /// @param isAllowed whether the stream may go on; asked from memory
    /// @param most that may be open at a time
    /// @throws ApiException with [TooManyStreams]
    public synchronized void add(Stream stream, BooleanSupplier isAllowed, int most) {
        if (open.size() >= most) {
            throw new ApiException(new TooManyStreams(most));
        }
        open.put(stream, isAllowed);
    }

    public void remove(Stream stream) {
        open.remove(stream);
    }

    public void close() {
        thread.shutdownNow();
    }

    private void look() {
        try {
            open.forEach((stream, isAllowed) -> {
                if (!isAllowed.getAsBoolean()) {
                    stream.end(REVOKED);
                }
            });
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .setCause(e)
                    .log("the keys of event streams were not looked at; it will be tried again");
        }
    }
}
