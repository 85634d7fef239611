package dev.revaer.engine.event;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.event.intake.EventNumbers;
import dev.revaer.engine.event.intake.Intake;
import dev.revaer.engine.event.intake.RetryPause;
import dev.revaer.engine.event.intake.Waiting;
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
    private static final Duration LOOK_AROUND = Duration.ofMillis(100);
    private static final Duration WAIT_WHILE_AWAY = Duration.ofMillis(20);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(4);

    private final EventJournal journal;
    private final EventEncoder encoder;
    private final Standings standings;
    private final Intake intake = new Intake(WAITING_BOUND);
    private final EventStream stream;
    private final AtomicLong published = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().name("event-bus").unstarted(this::run);
    private volatile boolean isStopping;
    private volatile @Nullable String failure;
    /// Of what was taken from the intake and is not kept yet.
    private volatile @Nullable Instant oldestTaken;
    private final EventNumbers numbers;
    private final RetryPause pause = new RetryPause();
    /// What the journal may have kept. Until that is known nothing else is told: its ids would be greater, and who has
    /// seen them would never be given these.
    private @Nullable Attempt inDoubt;

    /// A batch with its numbers.
    ///
    /// @param progress to be told with it
    private record Attempt(List<NumberedEvent> progress, List<EventJournal.Entry> entries) {}

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
    /// @return completed with the id once both are kept; failed with what the fact or the journal threw, nothing changed;
    ///         neither while nobody knows, as the journal's answer was lost
    public CompletableFuture<Long> commit(Event event, Runnable fact) {
        var kept = new CompletableFuture<Long>();
        enqueue(event, fact, kept);
        return kept;
    }

    /// Tells how far a torrent is; forgotten when the next call comes first.
    public void progress(Torrent torrent) {
        intake.put(torrent);
    }

    /// Drops what is not delivered of a torrent that is gone.
    public void forgetProgress(InfoHash infoHash) {
        intake.forget(infoHash);
    }

    /// Has later events numbered beyond all that the journal has set aside so far, as after its numbering was moved on.
    public void numberAnew() {
        numbers.leaveBlock();
    }

    /// What subscribers read.
    public EventStream stream() {
        return stream;
    }

    /// Events delivered since the start.
    public long delivered() {
        return published.get();
    }

    /// How often progress was replaced by newer before it was told.
    public long conflated() {
        return intake.conflated();
    }

    /// How long the event has waited for the journal that has waited longest; zero if none waits.
    public Duration lag() {
        var taken = oldestTaken;
        var oldest = taken == null ? intake.oldest() : taken;
        var waited = oldest == null ? Duration.ZERO : Duration.between(oldest, Instant.now());
        return waited.isNegative() ? Duration.ZERO : waited;
    }

    /// Events that wait for the journal.
    public int backlog() {
        return intake.size();
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
        try {
            intake.put(standings.complete(event), fact, whenKept);
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
            while (!isStopping || intake.size() > 0 || !batch.isEmpty()) {
                if (pause.isOver()) {
                    if (inDoubt == null) {
                        intake.take(batch, BATCH, LOOK_AROUND);
                    }
                    tryToKeep(batch);
                } else {
                    TimeUnit.NANOSECONDS.sleep(WAIT_WHILE_AWAY.toNanos());
                }
                if (inDoubt == null) {
                    deliverProgress();
                }
            }
        } catch (InterruptedException e) {
            LOG.atWarn()
                    .addKeyValue("events", intake.size() + batch.size())
                    .log("events were given up at the end");
        }
    }

    private void tryToKeep(List<Waiting> batch) {
        try {
            if (!batch.isEmpty()) {
                oldestTaken = batch.getFirst().event().at();
                var attempt = inDoubt == null ? number(batch) : inDoubt;
                deliver(batch, attempt, append(attempt));
                inDoubt = null;
                oldestTaken = null;
                batch.clear();
            }
            pause.reset();
            failure = null;
        } catch (RuntimeException e) {
            noteFailure(e);
            if (inDoubt == null) {
                oldestTaken = null;
                intake.giveUp(batch)
                        .forEach(entry -> Objects.requireNonNull(entry.whenKept()).completeExceptionally(e));
            }
            pause.begin(isStopping);
        }
    }

    private Attempt number(List<Waiting> batch) {
        var before = new ArrayList<NumberedEvent>();
        var entries = new ArrayList<EventJournal.Entry>(batch.size());
        for (var waited : batch) {
            if (waited.progress() != null) {
                before.add(numbered(waited.progress()));
            }
            entries.add(new EventJournal.Entry(numbers.take(), waited.event(), waited.fact()));
        }
        return new Attempt(before, entries);
    }

    private List<EventJournal.Outcome> append(Attempt attempt) {
        try {
            return journal.append(attempt.entries());
        } catch (EventJournal.InDoubt e) {
            inDoubt = attempt;
            throw e;
        }
    }

    private void deliver(List<Waiting> batch, Attempt attempt, List<EventJournal.Outcome> outcomes) {
        var told = new ArrayList<>(attempt.progress());
        for (int i = 0; i < batch.size(); i++) {
            if (outcomes.get(i) instanceof EventJournal.Outcome.Kept) {
                var entry = attempt.entries().get(i);
                told.add(NumberedEvent.of(entry.id(), entry.event(), encoder));
            }
        }
        told.sort(Comparator.comparingLong(NumberedEvent::id));
        tell(told);
        intake.settle(batch);
        for (int i = 0; i < batch.size(); i++) {
            settle(batch.get(i), attempt.entries().get(i), outcomes.get(i));
        }
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

    private void noteFailure(RuntimeException e) {
        if (failure == null) {
            LOG.atWarn().setCause(e).log("the journal does not take events; they are held back");
        }
        failure = "the journal does not take events: " + e.getMessage();
    }

    private void deliverProgress() {
        var due = intake.takeProgress();
        try {
            tell(due.stream().map(this::numbered).toList());
        } catch (RuntimeException e) {
            intake.putBack(due);
            LOG.atWarn().setCause(e).log("progress was not told; it will be tried again");
        }
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
