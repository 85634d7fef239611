package dev.revaer.engine.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One numbered stream of all that happens.
///
/// A single thread numbers events, has the journal keep them in one transaction with the facts they tell, and only then
/// shows them to subscribers: nobody sees what a crash could undo. `progress` alone is not kept; the newest of a torrent
/// replaces what was not delivered yet, at most ten times a second.
public final class EventBus implements AutoCloseable {
    /// Events a subscriber may be behind before it is closed.
    public static final int SUBSCRIBER_BOUND = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);
    private static final int WAITING_BOUND = 100_000;
    private static final int BATCH = 256;
    private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(100);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(4);

    private final EventJournal journal;
    private final EventEncoder encoder;
    private final LinkedBlockingDeque<Waiting> waiting = new LinkedBlockingDeque<>(WAITING_BOUND);
    private final LatestProgress progress = new LatestProgress();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Object delivery = new Object();
    private final AtomicLong published = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().name("event-bus").unstarted(this::run);
    private volatile boolean isStopping;
    private volatile @Nullable String failure;
    private volatile long lastId;
    private final EventNumbers numbers;
    private long lastProgressNanos = System.nanoTime();
    private Duration retry = FIRST_RETRY;
    private long retryNanos = System.nanoTime();

    /// @param whenKept completed with the event's id, or with what the fact threw; null if nobody waits, so that it is
    ///        tried until it is kept
    private record Waiting(Event event, Runnable fact, @Nullable CompletableFuture<Long> whenKept) {}

    private EventBus(EventJournal journal, EventEncoder encoder) {
        this.journal = journal;
        this.encoder = encoder;
        this.numbers = new EventNumbers(journal);
    }

    /// Reserves numbers, which waits for the journal, and begins.
    public static EventBus start(EventJournal journal, EventEncoder encoder) {
        var bus = new EventBus(journal, encoder);
        bus.lastId = bus.numbers.beforeNext();
        bus.thread.start();
        return bus;
    }

    /// Tells an event and keeps its fact however long the journal is away. Waits only if a hundred thousand others wait.
    ///
    /// @param fact what must be stored together with the event; may run more than once
    public void publish(Event event, Runnable fact) {
        enqueue(new Waiting(event, fact, null));
    }

    public void publish(Event event) {
        publish(event, () -> {});
    }

    /// Tells an event and keeps its fact now or not at all.
    ///
    /// @return completed with the id once both are kept; failed with what the fact or the journal threw, nothing changed
    public CompletableFuture<Long> commit(Event event, Runnable fact) {
        var kept = new CompletableFuture<Long>();
        enqueue(new Waiting(event, fact, kept));
        return kept;
    }

    /// Tells how far a torrent is; forgotten when the next call comes first.
    public void progress(Torrent torrent) {
        progress.put(torrent);
    }

    /// Drops what is not delivered of a torrent that is gone.
    public void forgetProgress(InfoHash infoHash) {
        progress.remove(infoHash);
    }

    /// Events from now on, or first all kept ones after an id.
    ///
    /// @param afterId the last id the reader has seen; null to begin now
    public Subscription subscribe(@Nullable Long afterId, Predicate<NumberedEvent> filter) {
        synchronized (delivery) {
            var until = lastId;
            var cursor = afterId == null ? until : afterId;
            var subscription = new Subscription(this, journal, filter, SUBSCRIBER_BOUND, cursor, until);
            subscriptions.add(subscription);
            return subscription;
        }
    }

    /// The last id given out.
    public long lastId() {
        return lastId;
    }

    public int subscribers() {
        return subscriptions.size();
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

    /// Ends all streams, so that nobody waits for them when the service stops; clients take them up again by id.
    public void endSubscriptions() {
        subscriptions.forEach(Subscription::end);
    }

    void forget(Subscription subscription) {
        subscriptions.remove(subscription);
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
        endSubscriptions();
    }

    private void enqueue(Waiting entry) {
        try {
            if (isStopping && !thread.isAlive()) {
                throw new IllegalStateException("the event bus is closed");
            }
            waiting.put(entry);
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
                if (System.nanoTime() - retryNanos >= 0) {
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
            retry = FIRST_RETRY;
            failure = null;
        } catch (RuntimeException e) {
            noteFailure(batch, e);
            retryNanos = System.nanoTime() + (isStopping ? FIRST_RETRY : retry).toNanos();
            retry = retry.multipliedBy(2).compareTo(LAST_RETRY) > 0 ? LAST_RETRY : retry.multipliedBy(2);
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
        var entries = new ArrayList<EventJournal.Entry>(batch.size());
        for (var entry : batch) {
            entries.add(new EventJournal.Entry(numbers.take(), entry.event(), entry.fact()));
        }
        var outcomes = journal.append(entries);
        for (int i = 0; i < entries.size(); i++) {
            settle(batch.get(i), entries.get(i), outcomes.get(i));
        }
        batch.clear();
    }

    private void settle(Waiting waited, EventJournal.Entry entry, EventJournal.Outcome outcome) {
        var whenKept = waited.whenKept();
        switch (outcome) {
            case EventJournal.Outcome.Kept _ -> {
                deliver(entry.id(), entry.event());
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
                entry.whenKept().completeExceptionally(e);
            }
        }
        batch.removeIf(entry -> entry.whenKept() != null);
    }

    private void deliverProgress(List<Waiting> held) {
        var now = System.nanoTime();
        if (now - lastProgressNanos < PROGRESS_INTERVAL.toNanos()) {
            return;
        }
        lastProgressNanos = now;
        var due = progress.takeAllBut(torrentsOf(held));
        try {
            for (var torrent : due) {
                deliver(numbers.take(), Event.about(torrent.infoHash(), EventData.Progress.of(torrent)));
            }
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

    private void deliver(long id, Event event) {
        var numbered = new NumberedEvent(
                id,
                event.data().type(),
                event.infoHash(),
                encoder.encode(id, event));
        synchronized (delivery) {
            lastId = id;
            for (var subscription : subscriptions) {
                subscription.deliver(numbered);
            }
        }
        published.incrementAndGet();
    }
}
