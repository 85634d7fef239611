package dev.revaer.engine.event.intake;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.Transfer;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventData.TorrentAdded;
import dev.revaer.engine.seeding.Counters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IntakeTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Intake intake = new Intake(100);

    @Test
    void givesProgressToTheEventThatComesAfterIt() throws Exception {
        intake.put(torrent(1, 10));
        intake.put(torrent(1, 20));
        put(1, null);

        assertThat(take()).extracting(IntakeTest::before).containsExactly(20L);
        assertThat(takeProgress(Duration.ofMillis(50))).isEmpty();
    }

    @Test
    void holdsProgressBackUntilTheEventBeforeItIsSettled() throws Exception {
        put(1, null);
        var batch = take();
        intake.put(torrent(1, 10));
        intake.put(torrent(2, 20));

        assertThat(takeProgress(LIMIT)).containsExactly(20L);
        assertThat(takeProgress(Duration.ofMillis(50))).isEmpty();
        intake.settle(batch);
        assertThat(takeProgress(LIMIT)).containsExactly(10L);
    }

    @Test
    void tellsATorrentTenTimesASecondAtMost() throws Exception {
        var begun = System.nanoTime();
        var told = new ArrayList<Long>();
        for (long i = 1; told.size() < 4; i++) {
            intake.put(torrent(1, i));
            told.addAll(takeProgress(Duration.ofMillis(1)));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(300));
        assertThat(told).isSorted();
    }

    @Test
    void beginsWithAnotherTorrentEachTime() throws Exception {
        var first = new HashSet<Long>();
        for (int round = 0; round < 30 && first.size() < 2; round++) {
            var fresh = new Intake(1);
            IntStream.range(0, 10).forEach(i -> fresh.put(torrent(i, i)));
            first.add(takeProgress(fresh, LIMIT).getFirst());
        }

        assertThat(first).hasSizeGreaterThan(1);
    }

    @Test
    void putsTheProgressBackOfWhatIsGivenUp() throws Exception {
        intake.put(torrent(1, 10));
        put(1, new CompletableFuture<>());
        intake.put(torrent(1, 11));
        put(1, new CompletableFuture<>());

        assertThat(intake.giveUp(take())).hasSize(2);

        assertThat(takeProgress(LIMIT)).containsExactly(11L);
    }

    @Test
    void dropsProgressThatALaterEventHasOvertaken() throws Exception {
        intake.put(torrent(1, 10));
        put(1, new CompletableFuture<>());
        intake.put(torrent(1, 11));
        put(1, null);
        var batch = take();

        intake.giveUp(batch);
        put(1, null);

        assertThat(batch).extracting(IntakeTest::before).containsExactly(11L);
        assertThat(take()).extracting(IntakeTest::before).containsExactly(-1L);
    }

    @Test
    void keepsProgressBehindAnEarlierEventThatStays() throws Exception {
        put(1, null);
        intake.put(torrent(1, 10));
        put(1, new CompletableFuture<>());
        var batch = take();

        intake.giveUp(batch);

        assertThat(takeProgress(Duration.ofMillis(50))).isEmpty();
        intake.settle(batch);
        assertThat(takeProgress(LIMIT)).containsExactly(10L);
    }

    @Test
    void waitsForRoom() throws Exception {
        var narrow = new Intake(1);
        narrow.put(event(1), () -> {}, null);
        var other = Thread.ofVirtual().start(() -> {
            try {
                narrow.put(event(2), () -> {}, null);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        var taken = new ArrayList<Waiting>();
        while (taken.size() < 2) {
            assertThat(narrow.size()).isLessThanOrEqualTo(1);
            narrow.take(taken, 2, LIMIT);
        }

        assertThat(other.join(LIMIT)).isTrue();
    }

    private void put(int torrent, @Nullable CompletableFuture<Long> whenKept) throws InterruptedException {
        intake.put(event(torrent), () -> {}, whenKept);
    }

    private List<Waiting> take() throws InterruptedException {
        var batch = new ArrayList<Waiting>();
        intake.take(batch, 100, AT_ONCE);
        return batch;
    }

    private List<Long> takeProgress(Duration limit) throws InterruptedException {
        return takeProgress(intake, limit);
    }

    /// As soon as there is some.
    private static List<Long> takeProgress(Intake intake, Duration limit) throws InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        var taken = intake.takeProgress();
        while (taken.isEmpty() && System.nanoTime() < end) {
            intake.take(new ArrayList<>(), 0, Duration.ofNanos(end - System.nanoTime()));
            taken = intake.takeProgress();
        }
        return taken.stream().map(torrent -> torrent.transfer().sizeBytes()).toList();
    }

    private static long before(Waiting waiting) {
        var progress = waiting.progress();
        return progress == null ? -1 : progress.transfer().sizeBytes();
    }

    private static InfoHash hash(int torrent) {
        return new InfoHash("%040x".formatted(torrent));
    }

    private static Event event(int torrent) {
        return Event.about(hash(torrent), new TorrentAdded("x"));
    }

    private static Torrent torrent(int torrent, long number) {
        var transfer = new Transfer(0, number, 0, Counters.ZERO, 0, 0, null, Transfer.Swarm.NONE);
        return new Torrent(
                1,
                new InfoHashes(hash(torrent), null),
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
}
