package dev.revaer.engine.event;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/// One reader of the stream: first what the journal holds after its cursor, then what happens, without gap or
/// repetition in between. To be read by one thread, which may wait.
public final class Subscription implements AutoCloseable {
    private static final int PAGE = 500;

    private final EventBus bus;
    private final EventJournal journal;
    private final Predicate<NumberedEvent> filter;
    private final int bound;
    private final ArrayDeque<NumberedEvent> live = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final long cursor;
    private final long replayUntil;
    private long replayedTo;
    private boolean isReplaying;
    private boolean isClosed;

    /// @param cursor the last id the reader has seen
    /// @param replayUntil the last id given out before live events begin to reach this subscription
    Subscription(
            EventBus bus,
            EventJournal journal,
            Predicate<NumberedEvent> filter,
            int bound,
            long cursor,
            long replayUntil) {
        this.bus = bus;
        this.journal = journal;
        this.filter = filter;
        this.bound = bound;
        this.cursor = cursor;
        this.replayedTo = cursor;
        this.replayUntil = replayUntil;
        this.isReplaying = cursor < replayUntil;
    }

    /// Where the stream begins if the journal cannot go back to the reader's cursor: the id that the reader may take as
    /// its new cursor. Asks the journal.
    ///
    /// @return null if nothing was missed
    public @Nullable Long resetTo() {
        if (cursor > replayUntil) {
            return replayUntil;
        }
        var pruned = journal.prunedTo();
        return cursor < pruned ? (Long) pruned : null;
    }

    /// What comes next, in order of id. Empty when nothing came in time.
    ///
    /// @return null when the subscription is closed: by [#close], or because its reader fell too far behind
    public @Nullable List<NumberedEvent> next(Duration limit) throws InterruptedException {
        while (isReplaying) {
            var page = replay();
            if (!page.isEmpty()) {
                return page;
            }
        }
        lock.lockInterruptibly();
        try {
            long left = limit.toNanos();
            while (live.isEmpty() && !isClosed && left > 0) {
                left = arrived.awaitNanos(left);
            }
            if (live.isEmpty() && isClosed) {
                return null;
            }
            var batch = new ArrayList<>(live);
            live.clear();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /// Called on the bus's thread; returns at once.
    void deliver(NumberedEvent event) {
        if (!filter.test(event)) {
            return;
        }
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
            if (live.size() >= bound) {
                isClosed = true;
                live.clear();
            } else {
                live.add(event);
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Takes nothing more; the reader still gets what has arrived.
    void end() {
        lock.lock();
        try {
            isClosed = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        end();
        bus.forget(this);
    }

    private List<NumberedEvent> replay() {
        var page = journal.after(replayedTo, PAGE);
        isReplaying = page.size() == PAGE && page.getLast().id() < replayUntil;
        if (!page.isEmpty()) {
            replayedTo = page.getLast().id();
        }
        return page.stream().filter(event -> event.id() <= replayUntil).filter(filter).toList();
    }
}
