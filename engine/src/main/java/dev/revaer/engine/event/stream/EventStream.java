package dev.revaer.engine.event.stream;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.event.EventJournal;
import dev.revaer.engine.event.EventType;
import dev.revaer.engine.event.NumberedEvent;
import org.jspecify.annotations.Nullable;

/// What was told last, kept once however many subscribers there are: each of them remembers how far it has read, and
/// nothing else. So telling an event costs the same whether subscribers are quick, slow or stuck.
public final class EventStream {
    /// Events but `progress` that a subscriber may be behind before it is closed.
    public static final int MOST_EVENTS = 10_000;
    /// The same in bytes, for all subscribers together.
    public static final long MOST_BYTES = 16L << 20;

    private final EventJournal journal;
    private final LongAdder delivered = new LongAdder();
    private final RecentEvents recent;
    private final ProgressBoard board = new ProgressBoard();
    /// Readers share it, so that many of them do not keep the bus waiting.
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private volatile long lastId;

    /// @param lastId less than that of the first event to come
    public EventStream(EventJournal journal, long lastId) {
        this(journal, lastId, MOST_EVENTS, MOST_BYTES);
    }

    EventStream(EventJournal journal, long lastId, int mostEvents, long mostBytes) {
        this.journal = journal;
        this.lastId = lastId;
        this.recent = new RecentEvents(mostEvents, mostBytes, lastId);
    }

    /// What is there for a reader.
    ///
    /// @param events all but `progress`, filtered
    /// @param progress of torrents, in order; also some that the reader has seen or does not want
    /// @param until there is nothing else up to this id
    /// @param count how many events but `progress` there were up to now
    record News(List<NumberedEvent> events, List<NumberedEvent> progress, long until, long count) {}

    /// Tells events, which have risen in id since the last call, and wakes whoever waits for them. Returns at once.
    public void tell(List<NumberedEvent> events) {
        var progress = events.stream().filter(event -> event.type() == EventType.PROGRESS).toList();
        var others = progress.size() == events.size()
                ? List.<NumberedEvent>of()
                : events.stream().filter(event -> event.type() != EventType.PROGRESS).toList();
        long halfway;
        lock.writeLock().lock();
        try {
            if (!progress.isEmpty()) {
                board.put(progress);
            }
            for (var event : others) {
                recent.add(event);
                forgetIfGone(event);
            }
            lastId = events.getLast().id();
            halfway = recent.halfway();
        } finally {
            lock.writeLock().unlock();
        }
        wake(others, torrentsOf(progress), halfway);
    }

    /// Events from now on, or first all kept ones after an id.
    ///
    /// @param afterId the last id the reader has seen; null to begin now
    public Subscription subscribe(@Nullable Long afterId, EventFilter filter) {
        lock.writeLock().lock();
        try {
            var until = lastId;
            var cursor = afterId == null ? until : afterId;
            var subscription = new Subscription(this, journal, filter, cursor, until, recent.count());
            subscriptions.add(subscription);
            return subscription;
        } finally {
            lock.writeLock().unlock();
        }
    }

    public long lastId() {
        return lastId;
    }

    public int subscribers() {
        return subscriptions.size();
    }

    /// Events given to readers since the start: one that ten have read counts ten times.
    public long delivered() {
        return delivered.sum();
    }

    /// Readers count what they were given.
    void delivered(int events) {
        delivered.add(events);
    }

    /// Ends all subscriptions; their readers still get what was told.
    public void end() {
        subscriptions.forEach(Subscription::end);
    }

    /// What there is after an id.
    ///
    /// @return null if not all of it is kept here
    @Nullable
    News after(long id, EventFilter filter, int limit) {
        lock.readLock().lock();
        try {
            if (id < recent.droppedTo()) {
                return null;
            }
            var events = recent.after(id, filter, limit);
            var until = events.size() == limit ? events.getLast().id() : lastId;
            return new News(events, board.inOrder(filter), until, recent.count());
        } finally {
            lock.readLock().unlock();
        }
    }

    /// The same with what the journal has given out.
    News replayed(List<NumberedEvent> events, EventFilter filter, long until) {
        lock.readLock().lock();
        try {
            return new News(events, board.inOrder(filter), until, recent.count());
        } finally {
            lock.readLock().unlock();
        }
    }

    void forget(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    private void forgetIfGone(NumberedEvent event) {
        if (event.type() == EventType.TORRENT_REMOVED) {
            board.forget(Objects.requireNonNull(event.infoHash()), event.id());
        }
    }

    private void wake(List<NumberedEvent> events, Set<InfoHash> progressed, long halfway) {
        for (var subscription : subscriptions) {
            if (subscription.wants(events, progressed) || subscription.isFarBehind(halfway)) {
                subscription.wake();
            }
        }
    }

    private static Set<InfoHash> torrentsOf(List<NumberedEvent> events) {
        var torrents = new LinkedHashSet<InfoHash>();
        for (var event : events) {
            torrents.add(Objects.requireNonNull(event.infoHash()));
        }
        return torrents;
    }
}
