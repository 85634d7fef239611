package dev.revaer.api.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.StreamReset;
import dev.revaer.engine.event.NumberedEvent;
import dev.revaer.engine.event.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.FluxSink;

/// Carries events from a subscription to one client, as fast as the client takes them, on a virtual thread of its own.
final class EventPump {
    private static final Logger LOG = LoggerFactory.getLogger(EventPump.class);
    private static final byte[] HELLO = ascii("retry: 2000\n\n");
    private static final byte[] HEARTBEAT = ascii(": heartbeat\n\n");
    private static final int MOST_DEMAND = 1 << 20;

    private final EventBus bus;
    private final EventFrames frames;
    private final Duration heartbeatInterval;
    private final Predicate<NumberedEvent> filter;
    private final @Nullable Long cursor;
    private final FluxSink<byte[]> sink;
    private final Semaphore demand = new Semaphore(0);

    EventPump(
            EventBus bus,
            EventFrames frames,
            Duration heartbeatInterval,
            Predicate<NumberedEvent> filter,
            @Nullable Long cursor,
            FluxSink<byte[]> sink) {
        this.bus = bus;
        this.frames = frames;
        this.heartbeatInterval = heartbeatInterval;
        this.filter = filter;
        this.cursor = cursor;
        this.sink = sink;
    }

    void start() {
        sink.onRequest(count -> demand.release((int) Math.min(count, MOST_DEMAND)));
        var thread = Thread.ofVirtual().name("event-stream").unstarted(this::run);
        sink.onDispose(thread::interrupt);
        thread.start();
    }

    private void run() {
        try (var subscription = bus.subscribe(cursor, filter)) {
            send(HELLO);
            tellIfReset(subscription);
            for (var batch = subscription.next(heartbeatInterval); batch != null; batch = subscription
                    .next(heartbeatInterval)) {
                send(batch.isEmpty() ? HEARTBEAT : join(batch));
            }
            sink.complete();
        } catch (InterruptedException e) {
            sink.complete();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("an event stream ended; its client can take it up again");
            sink.complete();
        }
    }

    private void tellIfReset(Subscription subscription) throws InterruptedException {
        var reset = subscription.resetTo();
        if (cursor != null && reset != null) {
            var event = Event.of(
                    new StreamReset("events after " + cursor + " are no longer kept; read all state anew"));
            send(frames.encode(reset, event));
        }
    }

    private void send(byte[] bytes) throws InterruptedException {
        demand.acquire();
        sink.next(bytes);
    }

    private static byte[] join(List<NumberedEvent> batch) {
        if (batch.size() == 1) {
            return batch.getFirst().frame();
        }
        var joined = new ByteArrayOutputStream();
        batch.forEach(event -> joined.writeBytes(event.frame()));
        return joined.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
