package dev.revaer.engine.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.event.stream.EventStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One numbered stream of all that happens.
///
/// A single thread numbers events, has the journal keep them in one transaction with the facts they tell, and only then
/// shows them to subscribers: nobody sees what a crash could undo. `progress` alone is not kept; the newest of a torrent
/// replaces what was not delivered yet, at most ten times a second.
public final class EventBus implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);
    private static final int WAITING_BOUND = 100_000;
    private static final int BATCH = 256;
    private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(100);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(4);

    private final EventJournal journal;
    private final EventEncoder encoder;
    private final Standings standings;
    private final LinkedBlockingDeque<Waiting> waiting = new LinkedBlockingDeque<>(WAITING_BOUND);
    private final LatestProgress progress = new LatestProgress();
    private final EventStream stream;
    private final AtomicLong published = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().name("event-bus").unstarted(this::run);
    private volatile boolean isStopping;
    private volatile @Nullable String failure;
    private final EventNumbers numbers;
    /// Their progress was told before something else of theirs, in place of the next time.
    private final Set<InfoHash> toldSinceTick = new HashSet<>();
    private long lastProgressNanos = System.nanoTime();
    private final RetryPause pause = new RetryPause();

    /// @param progress of the torrent, as it was before this happened to it, and to be told before
    /// @param whenKept completed with the event's id, or with what the fact threw; null if nobody waits, so that it is
    ///        tried until it is kept
    private record Waiting(
            Event event,
            Runnable fact,
            @Nullable Torrent progress,
            @Nullable CompletableFuture<Long> whenKept) {}

    private EventBus(EventJournal journal, EventEncoder encoder, Standings standings) {
        this.journal = journal;
        this.encoder = encoder;
        this.standings = standings;
        this.numbers = new EventNumbers(journal);
        this.stream = new EventStream(journal, numbers.beforeNext());
    }

    /// Reserves numbers, which waits for the journal, and begins.
    ///
    /// @param standings asked where an event does not say it itself
    public static EventBus start(EventJournal journal, EventEncoder encoder, Standings standings) {
        var bus = new EventBus(journal, encoder, standings);
        bus.thread.start();
        return bus;
    }

    /// Tells an event and keeps its fact however long the journal is away. Waits only if a hundred thousand others wait.
    ///
    /// @param fact what must be stored together with the event; may run more than once
    public void publish(Event event, Runnable fact) {
        enqueue(event, fact, null);
    }

    public void publish(Event event) {
        publish(event, () -> {});
    }

    /// Tells an event and keeps its fact now or not at all.
    ///
    /// @return completed with the id once both are kept; failed with what the fact or the journal threw, nothing changed
    public CompletableFuture<Long> commit(Event event, Runnable fact) {
        var kept = new CompletableFuture<Long>();
        enqueue(event, fact, kept);
        return kept;
    }

    /// Tells how far a torrent is; forgotten when the next call comes first.
    public void progress(Torrent torrent) {
        progress.put(torrent);
    }

    /// Drops what is not delivered of a torrent that is gone.
    public void forgetProgress(InfoHash infoHash) {
        progress.take(infoHash);
    }

    /// What subscribers read.
    public EventStream stream() {
        return stream;
    }

    /// Events delivered since the start.
    public long delivered() {
        return published.get();
    }

    /// Events that wait for the journal.
    public int backlog() {
        return waiting.size();
    }

    /// Why events are held back; null if they are not.
    public @Nullable String failure() {
        return failure;
    }

    /// Delivers what waits, at most four seconds, and closes all subscriptions.
    @Override
    public void close() {
        isStopping = true;
        try {
            thread.join(CLOSE_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        stream.end();
    }

    private void enqueue(Event event, Runnable fact, @Nullable CompletableFuture<Long> whenKept) {
        if (isStopping && !thread.isAlive()) {
            throw new IllegalStateException("the event bus is closed");
        }
        var infoHash = event.infoHash();
        var before = infoHash == null ? null : progress.take(infoHash);
        try {
            waiting.put(new Waiting(standings.complete(event), fact, before, whenKept));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while " + WAITING_BOUND + " events wait for the journal",
                    e);
        }
    }

    private void run() {
        var batch = new ArrayList<Waiting>();
        try {
            while (!isStopping || !waiting.isEmpty() || !batch.isEmpty()) {
                if (pause.isOver()) {
                    take(batch);
                    tryToKeep(batch);
                } else {
                    TimeUnit.NANOSECONDS.sleep(PROGRESS_INTERVAL.toNanos());
                }
                deliverProgress(batch);
            }
        } catch (InterruptedException e) {
            LOG.atWarn()
                    .addKeyValue("events", waiting.size() + batch.size())
                    .log("events were given up at the end");
        }
    }

    private void tryToKeep(List<Waiting> batch) {
        try {
            keepAndDeliver(batch);
            pause.reset();
            failure = null;
        } catch (RuntimeException e) {
            noteFailure(batch, e);
            pause.begin(isStopping);
        }
    }

    private void take(List<Waiting> batch) throws InterruptedException {
        if (batch.isEmpty()) {
            var first = waiting.poll(PROGRESS_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
            }
        }
        waiting.drainTo(batch, Math.max(0, BATCH - batch.size()));
    }

    private void keepAndDeliver(List<Waiting> batch) {
        if (batch.isEmpty()) {
            return;
        }
        var told = new ArrayList<NumberedEvent>(batch.size());
        var entries = new ArrayList<EventJournal.Entry>(batch.size());
        for (var waited : batch) {
            if (waited.progress() != null) {
                told.add(numbered(waited.progress()));
            }
            entries.add(new EventJournal.Entry(numbers.take(), waited.event(), waited.fact()));
        }
        var outcomes = journal.append(entries);
        for (int i = 0; i < entries.size(); i++) {
            if (outcomes.get(i) instanceof EventJournal.Outcome.Kept) {
                var entry = entries.get(i);
                told.add(NumberedEvent.of(entry.id(), entry.event(), encoder));
            }
        }
        told.sort(Comparator.comparingLong(NumberedEvent::id));
        tell(told);
        for (int i = 0; i < entries.size(); i++) {
            settle(batch.get(i), entries.get(i), outcomes.get(i));
        }
        told.stream()
                .filter(event -> event.type() == EventType.PROGRESS)
                .forEach(event -> toldSinceTick.add(Objects.requireNonNull(event.infoHash())));
        batch.clear();
    }

    private static void settle(Waiting waited, EventJournal.Entry entry, EventJournal.Outcome outcome) {
        var whenKept = waited.whenKept();
        switch (outcome) {
            case EventJournal.Outcome.Kept _ -> {
                if (whenKept != null) {
                    whenKept.complete(entry.id());
                }
            }
            case EventJournal.Outcome.Refused(var reason) -> {
                if (whenKept != null) {
                    whenKept.completeExceptionally(reason);
                } else {
                    LOG.atError()
                            .addKeyValue("event", entry.event())
                            .setCause(reason)
                            .log("a fact was not kept");
                }
            }
        }
    }

    /// Who waits is told now; what nobody waits for stays for the next try.
    private void noteFailure(List<Waiting> batch, RuntimeException e) {
        if (failure == null) {
            LOG.atWarn().setCause(e).log("the journal does not take events; they are held back");
        }
        failure = "the journal does not take events: " + e.getMessage();
        for (var entry : batch) {
            if (entry.whenKept() != null) {
                if (entry.progress() != null) {
                    progress.putBack(entry.progress());
                }
                entry.whenKept().completeExceptionally(e);
            }
        }
        batch.removeIf(entry -> entry.whenKept() != null);
    }

    private void deliverProgress(List<Waiting> batch) {
        var now = System.nanoTime();
        if (now - lastProgressNanos < PROGRESS_INTERVAL.toNanos()) {
            return;
        }
        lastProgressNanos = now;
        var held = torrentsOf(batch);
        held.addAll(toldSinceTick);
        toldSinceTick.clear();
        try {
            tell(progress.takeAllBut(held).stream().map(this::numbered).toList());
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("progress was not told; the next will be");
        }
    }

    /// Progress of these must not overtake what is still held back.
    private Set<InfoHash> torrentsOf(List<Waiting> held) {
        var torrents = new LinkedHashSet<InfoHash>();
        for (var entries : List.of(held, waiting)) {
            for (var entry : entries) {
                var infoHash = entry.event().infoHash();
                if (infoHash != null) {
                    torrents.add(infoHash);
                }
            }
        }
        return torrents;
    }

    private NumberedEvent numbered(Torrent torrent) {
        var event = Event.about(torrent, EventData.Progress.of(torrent));
        return NumberedEvent.lazily(numbers.take(), event, encoder);
    }

    private void tell(List<NumberedEvent> events) {
        if (!events.isEmpty()) {
            stream.tell(events);
            published.addAndGet(events.size());
        }
    }
}
