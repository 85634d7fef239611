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
final class OpenStreams {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStreams.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final String REVOKED = "the API key of this stream was revoked";

    private final Map<EventPump, BooleanSupplier> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("event-stream-keys").daemon().factory());

    OpenStreams() {
        var _ = thread.scheduleWithFixedDelay(
                this::look,
                INTERVAL.toMillis(),
                INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /// @param isAllowed whether the stream may go on; asked from memory
    /// @param most that may be open at a time
    /// @throws ApiException with [TooManyStreams]
    synchronized void add(EventPump pump, BooleanSupplier isAllowed, int most) {
        if (open.size() >= most) {
            throw new ApiException(new TooManyStreams(most));
        }
        open.put(pump, isAllowed);
    }

    void remove(EventPump pump) {
        open.remove(pump);
    }

    void close() {
        thread.shutdownNow();
    }

    private void look() {
        try {
            open.forEach((pump, isAllowed) -> {
                if (!isAllowed.getAsBoolean()) {
                    pump.end(REVOKED);
                }
            });
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .setCause(e)
                    .log("the keys of event streams were not looked at; it will be tried again");
        }
    }
}
