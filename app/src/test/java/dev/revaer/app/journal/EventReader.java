package dev.revaer.app.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.revaer.app.ServiceFixture;
import dev.revaer.engine.event.EventType;
import dev.revaer.engine.event.NumberedEvent;
import dev.revaer.engine.event.stream.EventFilter;
import dev.revaer.engine.event.stream.Subscription;

/// A client that lags, vanishes in the middle of what it is given, and comes back with the last id it has seen.
final class EventReader {
    private static final Duration WAIT = Duration.ofMillis(20);
    /// Longer than progress may be kept back.
    private static final Duration WAIT_FOR_THE_LAST = Duration.ofMillis(500);

    private final RestartedBus service;
    private final Random random;
    private final List<Long> kept = new ArrayList<>();
    private final Map<String, Long> last = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private long begin;
    private long cursor;
    private boolean isEndSeen;
    private boolean isDone;

    EventReader(RestartedBus service, long seed) {
        this.service = service;
        this.random = new Random(seed);
        this.begin = random.nextBoolean() ? 0 : random.nextInt(200);
        this.cursor = begin;
    }

    /// The id it came with first.
    long begin() {
        return begin;
    }

    /// Ids of all it has seen but `progress`.
    List<Long> kept() {
        return kept;
    }

    /// The last number seen of each torrent.
    Map<String, Long> lastOfEach() {
        return last;
    }

    /// Everything that came out of order.
    List<String> faults() {
        return faults;
    }

    boolean read() throws InterruptedException {
        while (!isDone) {
            var bus = service.bus();
            try (var subscription = bus.stream().subscribe(cursor, EventFilter.ALL)) {
                takeReset(subscription);
                for (int batches = random.nextInt(30); batches >= 0 && service.isRunning(bus); batches--) {
                    if (!readOn(subscription)) {
                        break;
                    }
                }
            }
        }
        return true;
    }

    /// Only who came with an id that was never given out is reset: nothing is pruned here.
    private void takeReset(Subscription subscription) {
        var reset = subscription.resetTo();
        if (reset != null) {
            if (!kept.isEmpty()) {
                faults.add("reset from " + cursor + " to " + reset);
            }
            begin = reset;
            cursor = reset;
        }
    }

    /// @return false if it has vanished, or was closed
    private boolean readOn(Subscription subscription) throws InterruptedException {
        if (random.nextInt(10) == 0) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(200));
        }
        var batch = subscription.next(isEndSeen ? WAIT_FOR_THE_LAST : WAIT);
        if (batch == null) {
            return false;
        }
        if (batch.isEmpty()) {
            isDone = isEndSeen;
            return !isDone;
        }
        var vanishes = random.nextInt(8) == 0;
        var read = vanishes ? batch.subList(0, 1 + random.nextInt(batch.size())) : batch;
        read.forEach(this::see);
        return !vanishes;
    }

    private void see(NumberedEvent event) {
        if (event.id() <= cursor) {
            faults.add(event + " after " + cursor);
        }
        cursor = event.id();
        var json = ServiceFixture.json(event.frame());
        if (event.type() == EventType.FAILURE) {
            isEndSeen = EventWriter.isEnd(json.at("/data/reason").asString());
        }
        if (event.type() != EventType.PROGRESS) {
            kept.add(event.id());
        }
        var infoHash = event.infoHash();
        if (infoHash != null) {
            see(
                    infoHash.hex(),
                    event.type() == EventType.PROGRESS
                            ? json.at("/data/sizeBytes").asLong()
                            : Long.parseLong(json.at("/data/name").asString()));
        }
    }

    private void see(String infoHash, long number) {
        var before = last.put(infoHash, number);
        if (before != null && before >= number) {
            faults.add(number + " of " + infoHash + " after " + before);
        }
    }
}
