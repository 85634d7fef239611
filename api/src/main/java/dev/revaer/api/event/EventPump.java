package dev.revaer.api.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.event.EventData.StreamReset;
import dev.revaer.engine.event.NumberedEvent;
import dev.revaer.engine.event.stream.EventFilter;
import dev.revaer.engine.event.stream.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.FluxSink;

/// Carries events from a subscription to one client, as fast as the client takes them, on a virtual thread of its own.
final class EventPump implements OpenStreams.Stream {
    private static final Logger LOG = LoggerFactory.getLogger(EventPump.class);
    private static final String HELLO = "retry: 2000\n";
    private static final String HEARTBEAT = ": heartbeat\n";
    /// What is on its way to the socket, and what follows it. More would only grow old there.
    private static final int MOST_UNDER_WAY = 2;
    private static final Duration LOOK_AROUND = Duration.ofMillis(500);

    private final EventBus bus;
    private final EventFrames frames;
    private final Wish wish;
    private final Line line;
    private final Semaphore free = new Semaphore(MOST_UNDER_WAY);
    private volatile @Nullable String ending;
    private volatile @Nullable Subscription subscription;

    /// What the client has asked for.
    ///
    /// @param cursor the last id it has seen; null to begin now
    record Wish(EventFilter filter, @Nullable Long cursor) {}

    /// The way to the client.
    ///
    /// @param heartbeatInterval how long it may be silent
    /// @param stallLimit how long the client may take nothing of what waits for it
    /// @param cut ends the connection at once; what is on its way is lost
    record Line(Duration heartbeatInterval, Duration stallLimit, Runnable cut) {}

    EventPump(EventBus bus, EventFrames frames, Wish wish, Line line) {
        this.bus = bus;
        this.frames = frames;
        this.wish = wish;
        this.line = line;
    }

    void start(FluxSink<List<byte[]>> sink) {
        var thread = Thread.ofVirtual().name("event-stream").unstarted(() -> run(sink));
        sink.onDispose(thread::interrupt);
        thread.start();
    }

    /// What was sent last is being written to the socket, so that more may follow.
    void taken() {
        free.release();
    }

    /// Ends the stream with a last event that says why; at once, if the client takes nothing.
    @Override
    public void end(String reason) {
        ending = reason;
        var open = subscription;
        if (open != null) {
            open.end();
        }
    }

    private void run(FluxSink<List<byte[]>> sink) {
        try (var events = bus.stream().subscribe(wish.cursor(), wish.filter())) {
            subscription = events;
            send(sink, List.of(wish.cursor() == null ? at(events, HELLO) : ascii(HELLO + "\n")));
            tellIfReset(events, sink);
            var sentTo = events.position();
            var batch = next(events);
            while (batch != null && ending == null) {
                send(
                        sink,
                        batch.isEmpty()
                                ? List.of(at(events, HEARTBEAT))
                                : batch.stream().map(NumberedEvent::frame).toList());
                sentTo = events.position();
                batch = next(events);
            }
            tellWhyItEnds(sentTo, sink);
            sink.complete();
        } catch (InterruptedException e) {
            sink.complete();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("an event stream ended; its client can take it up again");
            sink.complete();
        }
    }

    /// Moves the client's cursor to where its filter has been, as a line `id` without data does (WHATWG HTML, section
    /// 9.2.6): it misses nothing when it comes back, even if nothing was for it so far.
    private static byte[] at(Subscription events, String lines) {
        return ascii(lines + "id: " + events.position() + "\n\n");
    }

    private @Nullable List<NumberedEvent> next(Subscription events) throws InterruptedException {
        return events.next(line.heartbeatInterval());
    }

    private void tellIfReset(Subscription events, FluxSink<List<byte[]>> sink) throws InterruptedException {
        var reset = events.resetTo();
        var cursor = wish.cursor();
        if (cursor != null && reset != null) {
            var what = reset < cursor
                    ? "the id " + cursor + " was never given out"
                    : "events after " + cursor + " are no longer kept";
            send(
                    sink,
                    List.of(frames.encode(reset, Event.of(new StreamReset(what + "; read all state anew")))));
        }
    }

    /// @param sentTo the id that the client has come to
    private void tellWhyItEnds(long sentTo, FluxSink<List<byte[]>> sink) throws InterruptedException {
        var reason = ending;
        if (reason != null) {
            send(sink, List.of(frames.encode(sentTo, Event.of(new Failure(reason)))));
        }
    }

    private void send(FluxSink<List<byte[]>> sink, List<byte[]> bytes) throws InterruptedException {
        var end = System.nanoTime() + line.stallLimit().toNanos();
        while (!free.tryAcquire(LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS)) {
            if (ending != null || System.nanoTime() - end > 0) {
                LOG.atInfo().log("a client took no events any more and was cut off; it can come back by id");
                line.cut().run();
                throw new InterruptedException();
            }
        }
        sink.next(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
