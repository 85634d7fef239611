package dev.revaer.engine.event.stream;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.event.EventJournal;
import dev.revaer.engine.event.NumberedEvent;
import dev.revaer.engine.event.stream.EventStream.News;
import org.jspecify.annotations.Nullable;

/// One reader of the stream: first what the journal holds after its cursor, then what happens, without gap or
/// repetition in between. Of `progress` it gets the newest there is when it reads. To be read by one thread, which may
/// wait.
public final class Subscription implements AutoCloseable {
    private static final int PAGE = 200;

    private final EventStream stream;
    private final EventJournal journal;
    private final EventFilter filter;
    private final long cursor;
    private final long lastIdAtBegin;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean isWoken;
    private volatile boolean isClosed;
    private volatile long seen;
    private long position;
    private boolean isLive;
    private @Nullable News page;

    /// @param cursor the last id the reader has seen
    /// @param lastId the last id given out
    /// @param count how many events there were but `progress`
    Subscription(
            EventStream stream,
            EventJournal journal,
            EventFilter filter,
            long cursor,
            long lastId,
            long count) {
        this.stream = stream;
        this.journal = journal;
        this.filter = filter;
        this.cursor = cursor;
        this.lastIdAtBegin = lastId;
        this.position = Math.min(cursor, lastId);
        this.seen = count;
    }

    /// Where the stream begins if the journal cannot go back to the reader's cursor: the id that the reader may take as
    /// its new cursor. Asks the journal; to be asked before the first [#next].
    ///
    /// @return null if nothing was missed
    public @Nullable Long resetTo() {
        if (cursor > lastIdAtBegin) {
            return lastIdAtBegin;
        }
        var pruned = journal.prunedTo();
        if (cursor >= pruned) {
            return null;
        }
        position = Math.max(position, pruned);
        return pruned;
    }

    /// Everything that the filter lets pass up to this id was given out.
    public long position() {
        return position;
    }

    /// What comes next, in order of id: at most 500 events, and about 16 KiB. Empty when nothing came in time.
    ///
    /// @return null when the subscription is closed: by [#close], or because its reader fell too far behind; it may come
    ///         back with its [#position]
    public @Nullable List<NumberedEvent> next(Duration limit) throws InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        while (true) {
            var ends = isClosed;
            isWoken(false);
            var news = news();
            if (news == null) {
                isClosed = true;
                return null;
            }
            var portion = Portion.of(news, position, filter);
            position = portion.until();
            seen = news.count();
            if (!portion.events().isEmpty()) {
                stream.delivered(portion.events().size());
                return portion.events();
            }
            if (page != null) {
                stopIfInterrupted();
            } else if (ends) {
                return null;
            } else if (!awaitWake(end - System.nanoTime())) {
                return List.of();
            }
        }
    }

    /// Whether something of this is for this reader.
    ///
    /// @param progressed torrents whose progress was told
    boolean wants(List<NumberedEvent> events, Set<InfoHash> progressed) {
        if (!progressed.isEmpty() && filter.wantsProgress() && !filter.isNoneOf(progressed)) {
            return true;
        }
        for (var event : events) {
            if (filter.matches(event)) {
                return true;
            }
        }
        return false;
    }

    /// Whether it should read on, even if nothing is for it, before it seems to have missed something.
    ///
    /// @param halfway how many events but `progress` there were when the middle one of those kept came
    boolean isFarBehind(long halfway) {
        return seen < halfway;
    }

    /// Called on the bus's thread; returns at once.
    void wake() {
        isWoken(true);
    }

    /// Takes nothing more; the reader still gets what has arrived.
    public void end() {
        isClosed = true;
        wake();
    }

    @Override
    public void close() {
        end();
        stream.forget(this);
    }

    private void isWoken(boolean now) {
        lock.lock();
        try {
            isWoken = now;
            if (now) {
                woken.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitWake(long nanos) throws InterruptedException {
        var left = nanos;
        lock.lockInterruptibly();
        try {
            while (!isWoken && left > 0) {
                left = woken.awaitNanos(left);
            }
            return isWoken;
        } finally {
            lock.unlock();
        }
    }

    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /// From the stream as soon as it goes back far enough, until then from the journal.
    ///
    /// @return null if the reader has fallen behind the stream, or behind what the journal keeps
    private @Nullable News news() {
        if (page != null && position < page.until()) {
            return page;
        }
        page = null;
        var news = stream.after(position, filter, Portion.MOST_EVENTS);
        if (news != null) {
            isLive = true;
            return news;
        }
        if (!isLive) {
            page = replay();
        }
        return page;
    }

    private @Nullable News replay() {
        var told = stream.lastId();
        var kept = journal.after(position, PAGE);
        if (journal.prunedTo() > position) {
            return null;
        }
        var until = kept.size() < PAGE ? told : Math.min(told, kept.getLast().id());
        var events = kept.stream().filter(event -> event.id() <= until && filter.matches(event)).toList();
        return stream.replayed(events, filter, until);
    }
}
