package dev.revaer.engine.event;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.Transfer;
import dev.revaer.engine.event.EventData.TorrentAdded;
import dev.revaer.engine.seeding.Counters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventBusTest {
    private static final InfoHash HASH = new InfoHash("c12fe1c06bba254a9dc9f519b335aa7c1367a88a");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final InMemoryJournal journal = new InMemoryJournal();
    private EventBus bus = EventBus.start(journal, InMemoryJournal::encode);

    @AfterEach
    void close() {
        bus.close();
    }

    @Test
    void deliversInOrderWithRisingIds() throws Exception {
        try (var subscription = bus.subscribe(null, _ -> true)) {
            publish("a", "b", "c");

            assertThat(texts(read(subscription, 3))).containsExactly("a", "b", "c");
        }
    }

    @Test
    void completesACommitWithItsIdOnceFactAndEventAreKept() throws Exception {
        var facts = new AtomicInteger();

        var id = bus.commit(added("a"), facts::incrementAndGet).get(10, TimeUnit.SECONDS);

        assertThat(facts).hasValue(1);
        assertThat(journal.ids()).containsExactly(id);
    }

    @Test
    void leavesOutTheEventOfARefusedFactAlone() throws Exception {
        var refused = bus.commit(added("bad"), () -> {
            throw new IllegalArgumentException("no");
        });
        var kept = bus.commit(added("good"), () -> {}).get(10, TimeUnit.SECONDS);

        assertThatThrownBy(() -> refused.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no");
        assertThat(journal.ids()).containsExactly(kept);
    }

    @Test
    void holdsEventsWhileTheJournalIsAwayButTellsWhoWaits() throws Exception {
        journal.goAway(true);
        try (var subscription = bus.subscribe(null, _ -> true)) {
            publish("held");
            var refused = bus.commit(added("now"), () -> {});
            assertThatThrownBy(() -> refused.get(10, TimeUnit.SECONDS)).hasRootCauseMessage("away");
            assertThat(bus.failure()).contains("away");

            journal.goAway(false);

            assertThat(texts(read(subscription, 1))).containsExactly("held");
        }
    }

    @Test
    void tellsOnlyTheNewestProgressAndNeverLosesTheLast() throws Exception {
        try (var subscription = bus.subscribe(null, event -> event.type() == EventType.PROGRESS)) {
            for (int step = 1; step <= 10_000; step++) {
                bus.progress(torrent(step / 10_000.0));
            }

            var seen = new ArrayList<NumberedEvent>();
            do {
                seen.addAll(read(subscription, 1));
            } while (!text(seen.getLast()).contains("progress=1.0"));

            assertThat(seen).hasSizeLessThan(100);
            assertThat(journal.ids()).isEmpty();
        }
    }

    @Test
    void closesASubscriberThatFallsTooFarBehindAndNoOther() throws Exception {
        try (var stuck = bus.subscribe(null, _ -> true); var healthy = bus.subscribe(null, _ -> true)) {
            for (int i = 0; i <= EventBus.SUBSCRIBER_BOUND; i++) {
                bus.publish(added("e" + i));
                if (i % 1000 == 999) {
                    read(healthy, 1000);
                }
            }

            read(healthy, 1);
            assertThat(stuck.next(LIMIT)).isNull();
        }
    }

    @Test
    void neverReusesIdsAfterARestart() throws Exception {
        var before = bus.commit(added("a"), () -> {}).get(10, TimeUnit.SECONDS);
        bus.close();
        bus = EventBus.start(journal, InMemoryJournal::encode);

        var after = bus.commit(added("b"), () -> {}).get(10, TimeUnit.SECONDS);

        assertThat(after).isGreaterThan(before);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void joinsReplayAndLiveWithoutGapOrRepetitionWhereverAReaderComesIn(long seed) throws Exception {
        var random = new Random(seed);
        var writer = Thread.startVirtualThread(() -> {
            for (int i = 0; i < 3_000; i++) {
                bus.publish(added("e" + i));
                bus.progress(torrent(i / 3_000.0));
            }
            bus.publish(added("end"));
        });
        var seen = new ArrayList<NumberedEvent>();
        long cursor = 0;
        while (seen.isEmpty() || !text(seen.getLast()).equals("end")) {
            try (var subscription = bus.subscribe(cursor, event -> event.type() != EventType.PROGRESS)) {
                for (int batches = random.nextInt(5); batches >= 0; batches--) {
                    var batch = subscription.next(Duration.ofMillis(20));
                    if (batch != null && !batch.isEmpty()) {
                        // a reader may vanish in the middle of a batch
                        var read = batch.subList(0, 1 + random.nextInt(batch.size()));
                        seen.addAll(read);
                        cursor = read.getLast().id();
                        if (read.size() < batch.size()) {
                            break;
                        }
                    }
                }
            }
        }
        writer.join();

        assertThat(seen).extracting(NumberedEvent::id).isEqualTo(journal.ids());
        assertThat(seen).hasSize(3_001);
    }

    @Test
    void treatsACursorFromTheFutureAsNow() throws Exception {
        try (var subscription = bus.subscribe(Long.MAX_VALUE, _ -> true)) {
            publish("a");

            assertThat(texts(read(subscription, 1))).containsExactly("a");
        }
    }

    private void publish(String... names) {
        for (var name : names) {
            bus.publish(added(name));
        }
    }

    private static Event added(String name) {
        return Event.about(HASH, new TorrentAdded(name));
    }

    private static Torrent torrent(double progress) {
        var transfer = new Transfer(progress, 100, 0, Counters.ZERO, 0, 0, null, Transfer.Swarm.NONE);
        return new Torrent(
                1,
                new InfoHashes(HASH, null),
                "name",
                Path.of("/"),
                Instant.EPOCH,
                null,
                true,
                false,
                TorrentOptions.NONE,
                Map.of(),
                TorrentState.DOWNLOADING,
                null,
                0,
                transfer);
    }

    private static List<NumberedEvent> read(Subscription subscription, int count)
            throws InterruptedException {
        var seen = new ArrayList<NumberedEvent>();
        while (seen.size() < count) {
            var batch = subscription.next(LIMIT);
            assertThat(batch).as("after %s", seen).isNotNull().isNotEmpty();
            addAll(seen, batch);
        }
        assertThat(seen).isSortedAccordingTo((one, other) -> Long.compare(one.id(), other.id()));
        return seen;
    }

    private static void addAll(List<NumberedEvent> seen, @Nullable List<NumberedEvent> batch) {
        if (batch != null) {
            seen.addAll(batch);
        }
    }

    private static List<String> texts(List<NumberedEvent> events) {
        return events.stream().map(EventBusTest::text).toList();
    }

    private static String text(NumberedEvent event) {
        var text = new String(event.frame(), java.nio.charset.StandardCharsets.UTF_8);
        var name = text.indexOf("name=");
        return name < 0 ? text : text.substring(name + 5, text.length() - 1);
    }
}
