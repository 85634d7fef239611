package dev.revaer.engine.event;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.Transfer;
import dev.revaer.engine.event.EventData.TorrentAdded;
import dev.revaer.engine.event.stream.EventFilter;
import dev.revaer.engine.event.stream.EventStream;
import dev.revaer.engine.event.stream.Subscription;
import dev.revaer.engine.seeding.Counters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventBusTest {
    private static final InfoHash HASH = new InfoHash("c12fe1c06bba254a9dc9f519b335aa7c1367a88a");
    private static final List<InfoHash> HASHES = Stream.of("a", "b", "c")
            .map(digit -> new InfoHash(digit.repeat(40)))
            .toList();
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final InMemoryJournal journal = new InMemoryJournal();
    private EventBus bus = EventBus.start(journal, InMemoryJournal::encode, _ -> null);

    @AfterEach
    void close() {
        bus.close();
    }

    @Test
    void deliversInOrderWithRisingIds() throws Exception {
        try (var subscription = bus.stream().subscribe(null, EventFilter.ALL)) {
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
        try (var subscription = bus.stream().subscribe(null, EventFilter.ALL)) {
            publish("held");
            var refused = bus.commit(added("now"), () -> {});
            assertThatThrownBy(() -> refused.get(10, TimeUnit.SECONDS)).hasRootCauseMessage("away");
            assertThat(bus.failure()).contains("away");

            journal.goAway(false);

            assertThat(texts(read(subscription, 1))).containsExactly("held");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST", "LOST_WITH_ALL"})
    void tellsOnceWhatTheJournalMayHaveKeptAndNothingBeforeIt(InMemoryJournal.Answer answer)
            throws Exception {
        var done = new AtomicInteger();
        journal.answer(answer);
        try (var subscription = bus.stream().subscribe(null, EventFilter.ALL)) {
            var waited = bus.commit(added("a"), done::incrementAndGet);
            while (bus.failure() == null) {
                Thread.onSpinWait();
            }
            bus.progress(torrent(HASHES.getFirst(), 0.5));

            assertThat(waited.get(10, TimeUnit.SECONDS)).isEqualTo(journal.ids().getFirst());
            assertThat(texts(read(subscription, 2))).first().isEqualTo("a");
            assertThat(journal.ids()).hasSize(1);
            assertThat(done).hasValue(1);
        }
    }

    @Test
    void tellsOnlyTheNewestProgressAndNeverLosesTheLast() throws Exception {
        try (var subscription = bus.stream().subscribe(null, EventFilter.ofTypes(EventType.PROGRESS))) {
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
        try (var stuck = bus.stream().subscribe(null, EventFilter.ALL);
                var healthy = bus.stream().subscribe(null, EventFilter.ALL)) {
            publish("first");
            read(stuck, 1);
            for (int i = 0; i <= EventStream.MOST_EVENTS; i++) {
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
    void readsOnFromTheJournalWhileASubscriberCatchesUp() throws Exception {
        publish("first");
        try (var late = bus.stream().subscribe(0L, EventFilter.ALL)) {
            for (int i = 0; i <= EventStream.MOST_EVENTS; i++) {
                bus.publish(added("e" + i));
            }
            bus.commit(added("last"), () -> {}).get(10, TimeUnit.SECONDS);

            assertThat(read(late, EventStream.MOST_EVENTS + 3)).extracting(NumberedEvent::id)
                    .isEqualTo(journal.ids());
        }
    }

    @Test
    void givesASlowSubscriberTheNewestProgressOfEachTorrentOnce() throws Exception {
        try (var slow = bus.stream().subscribe(null, EventFilter.ALL);
                var quick = bus.stream().subscribe(null, EventFilter.ALL)) {
            for (int step = 1; step <= 5; step++) {
                for (var infoHash : HASHES) {
                    bus.progress(torrent(infoHash, step));
                }
                read(quick, HASHES.size());
            }

            var seen = read(slow, HASHES.size());

            assertThat(seen).extracting(NumberedEvent::infoHash).containsExactlyInAnyOrderElementsOf(HASHES);
            assertThat(seen).allSatisfy(event -> assertThat(text(event)).contains("progress=5.0"));
            assertThat(slow.next(Duration.ofMillis(1))).isEmpty();
        }
    }

    @Test
    void tellsProgressBeforeWhatHappenedAfterIt() throws Exception {
        journal.goAway(true);
        try (var subscription = bus.stream().subscribe(null, EventFilter.ALL)) {
            bus.progress(torrent(0.1));
            bus.publish(added("a"));
            bus.progress(torrent(0.2));
            bus.progress(torrent(0.3));
            bus.publish(added("b"));

            journal.goAway(false);

            assertThat(texts(read(subscription, 3))).satisfiesExactly(
                    text -> assertThat(text).isEqualTo("a"),
                    text -> assertThat(text).contains("progress=0.3"),
                    text -> assertThat(text).isEqualTo("b"));
        }
    }

    @Test
    void givesProgressThatWasMissedToWhoComesBack() throws Exception {
        bus.progress(torrent(0.5));
        try (var first = bus.stream().subscribe(0L, EventFilter.ALL)) {
            read(first, 1);
        }
        try (var again = bus.stream().subscribe(0L, EventFilter.ALL)) {
            assertThat(text(read(again, 1).getFirst())).contains("progress=0.5");
        }
    }

    @Test
    void encodesNothingForNobodyAndOnceForAll() throws Exception {
        var encoded = new AtomicInteger();
        try (var counting = EventBus.start(new InMemoryJournal(), (id, event) -> {
            encoded.incrementAndGet();
            return InMemoryJournal.encode(id, event);
        }, _ -> null)) {
            counting.progress(torrent(0.1));
            counting.commit(Event.of(new TorrentAdded("a")), () -> {}).get(10, TimeUnit.SECONDS);
            var many = Stream.generate(() -> counting.stream().subscribe(null, EventFilter.ALL))
                    .limit(100)
                    .toList();
            counting.progress(torrent(0.2));

            var frames = new ArrayList<byte[]>();
            for (var one : many) {
                frames.add(read(one, 1).getLast().frame());
            }

            assertThat(frames).allSatisfy(frame -> assertThat(frame).isSameAs(frames.getFirst()));
            assertThat(encoded.get()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void keepsWhatPassesAFilterAndNothingElse() throws Exception {
        var films = new Standing(TorrentState.SEEDING, "films", Set.of("new", "4k"));
        var none = new Standing(TorrentState.PAUSED, null, Set.of());
        bus.publish(Event.about(HASH, new TorrentAdded("film")).with(films));
        bus.publish(Event.about(HASHES.get(1), new TorrentAdded("loose")).with(none));
        bus.commit(Event.of(new TorrentAdded("about nothing")), () -> {}).get(10, TimeUnit.SECONDS);

        assertThat(names(new EventFilter(Set.of(HASH), Set.of(), Set.of(), Set.of(), Set.of())))
                .containsExactly("film");
        assertThat(
                names(new EventFilter(Set.of(), Set.of(), Set.of(TorrentState.PAUSED), Set.of(), Set.of())))
                .containsExactly("loose");
        assertThat(names(new EventFilter(Set.of(), Set.of(), Set.of(), Set.of("films"), Set.of())))
                .containsExactly("film");
        assertThat(names(new EventFilter(Set.of(), Set.of(), Set.of(), Set.of(""), Set.of())))
                .containsExactly("loose");
        assertThat(names(new EventFilter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of("4k", "old"))))
                .containsExactly("film");
        assertThat(names(EventFilter.ofTypes(EventType.FAILURE))).isEmpty();
        assertThat(names(EventFilter.ALL)).containsExactly("film", "loose", "about nothing");
    }

    @Test
    void asksHowATorrentStandsWhereTheEventDoesNotSay() throws Exception {
        var standing = new Standing(TorrentState.MOVING, "a", Set.of());
        try (var asking = EventBus.start(new InMemoryJournal(), InMemoryJournal::encode, _ -> standing);
                var subscription = asking.stream().subscribe(null, EventFilter.ALL)) {
            asking.publish(added("x"));

            assertThat(read(subscription, 1).getFirst().standing()).isEqualTo(standing);
        }
    }

    @Test
    void neverReusesIdsAfterARestart() throws Exception {
        var before = bus.commit(added("a"), () -> {}).get(10, TimeUnit.SECONDS);
        bus.close();
        bus = EventBus.start(journal, InMemoryJournal::encode, _ -> null);

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
            try (var subscription = bus.stream()
                    .subscribe(cursor, EventFilter.ofTypes(EventType.TORRENT_ADDED))) {
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
        try (var subscription = bus.stream().subscribe(Long.MAX_VALUE, EventFilter.ALL)) {
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

    private List<String> names(EventFilter filter) throws InterruptedException {
        try (var subscription = bus.stream().subscribe(0L, filter)) {
            var batch = subscription.next(Duration.ofMillis(1));
            return batch == null ? List.of() : texts(batch);
        }
    }

    private static Torrent torrent(double progress) {
        return torrent(HASH, progress);
    }

    private static Torrent torrent(InfoHash infoHash, double progress) {
        var transfer = new Transfer(progress, 100, 0, Counters.ZERO, 0, 0, null, Transfer.Swarm.NONE);
        return new Torrent(
                1,
                new InfoHashes(infoHash, null),
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
