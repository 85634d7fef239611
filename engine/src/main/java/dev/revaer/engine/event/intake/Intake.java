package dev.revaer.engine.event.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.event.Event;
import org.jspecify.annotations.Nullable;

/// What waits to be told: events in order, and of the progress of each torrent the newest. Progress is never taken out
/// ahead of an event of its torrent that came before it. Filled by any thread, emptied by one.
public final class Intake {
    private static final long PROGRESS_INTERVAL = Duration.ofMillis(100).toNanos();
    /// Progress that comes within such a time is told together.
    private static final long GATHERING = Duration.ofMillis(20).toNanos();

    private final int mostEvents;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition roomy = lock.newCondition();
    private final Queue<Waiting> events = new ArrayDeque<>();
    private final Map<InfoHash, Torrent> progress = new LinkedHashMap<>();
    /// Events not settled, whether they are here or taken.
    private final Map<InfoHash, Integer> unsettled = new HashMap<>();
    /// When the next progress of torrents may be told, of those told last. What was told late, as it was gathered with
    /// that of others, does not put off the next: who reports ten times a second is told ten times a second.
    private final SequencedMap<InfoHash, Long> nextAt = new LinkedHashMap<>();
    private long gatheredAt = System.nanoTime();
    private long conflated;

    public Intake(int mostEvents) {
        this.mostEvents = mostEvents;
    }

    /// Takes in an event; waits while there is no room.
    ///
    /// @see Waiting
    public void put(Event event, Runnable fact, @Nullable CompletableFuture<Long> whenKept)
            throws InterruptedException {
        var infoHash = event.infoHash();
        lock.lockInterruptibly();
        try {
            while (events.size() >= mostEvents) {
                roomy.await();
            }
            if (infoHash == null) {
                events.add(new Waiting(event, fact, null, whenKept));
            } else {
                unsettled.merge(infoHash, 1, Integer::sum);
                events.add(new Waiting(event, fact, progress.remove(infoHash), whenKept));
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Replaces what was not told yet of the torrent.
    public void put(Torrent torrent) {
        lock.lock();
        try {
            if (progress.put(torrent.infoHash(), torrent) != null) {
                conflated++;
            }
            if (progress.size() == 1) {
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// When the event came about that nobody has taken and that has waited longest; null if there is none.
    public @Nullable Instant oldest() {
        lock.lock();
        try {
            var first = events.peek();
            return first == null ? null : first.event().at();
        } finally {
            lock.unlock();
        }
    }

    /// How often progress was replaced by newer before it was told.
    public long conflated() {
        lock.lock();
        try {
            return conflated;
        } finally {
            lock.unlock();
        }
    }

    /// Drops what was not told of the progress of a torrent.
    public void forget(InfoHash infoHash) {
        lock.lock();
        try {
            progress.remove(infoHash);
        } finally {
            lock.unlock();
        }
    }

    /// Events that nobody has taken.
    public int size() {
        lock.lock();
        try {
            return events.size();
        } finally {
            lock.unlock();
        }
    }

    /// Moves events into a batch. If that stays empty, waits for events or for progress to be told.
    public void take(List<Waiting> batch, int mostInBatch, Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (batch.isEmpty()) {
                await(limit.toNanos());
            }
            while (batch.size() < mostInBatch && !events.isEmpty()) {
                batch.add(events.remove());
            }
            roomy.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// These are told, or will never be; the progress before them is told.
    public void settle(Collection<Waiting> taken) {
        lock.lock();
        try {
            var now = System.nanoTime();
            for (var waiting : taken) {
                settle(waiting);
                if (waiting.progress() != null) {
                    noteTold(waiting.progress().infoHash(), now);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes out the progress that may be told now, of each torrent at most ten times a second. It begins with another
    /// torrent each time: a reader that never gets to the end of it must not miss always the same ones.
    public List<Torrent> takeProgress() {
        lock.lock();
        try {
            var now = System.nanoTime();
            if (progress.isEmpty() || now - gatheredAt < GATHERING) {
                return List.of();
            }
            gatheredAt = now;
            forgetDueBefore(now - PROGRESS_INTERVAL / 2);
            var due = new ArrayList<Torrent>();
            progress.values().removeIf(torrent -> {
                var isDue = !unsettled.containsKey(torrent.infoHash())
                        && nextAt.getOrDefault(torrent.infoHash(), now) - now <= 0;
                return isDue && due.add(torrent);
            });
            due.forEach(torrent -> noteTold(torrent.infoHash(), now));
            if (!due.isEmpty()) {
                Collections.rotate(due, ThreadLocalRandom.current().nextInt(due.size()));
            }
            return due;
        } finally {
            lock.unlock();
        }
    }

    /// For progress that could not be told, unless something newer has come.
    public void putBack(Collection<Torrent> torrents) {
        lock.lock();
        try {
            for (var torrent : torrents) {
                nextAt.remove(torrent.infoHash());
                putBack(torrent, 0);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes out of a batch what somebody waits for: it is not tried again. The progress before it waits again.
    ///
    /// @return what was taken out
    public List<Waiting> giveUp(List<Waiting> batch) {
        lock.lock();
        try {
            var given = new ArrayList<Waiting>();
            var staying = new HashMap<InfoHash, Integer>();
            var stayingBefore = new LinkedHashMap<Torrent, Integer>();
            for (var waiting : batch) {
                var infoHash = waiting.event().infoHash();
                if (waiting.whenKept() != null) {
                    given.add(waiting);
                    if (waiting.progress() != null) {
                        stayingBefore.putFirst(waiting.progress(), staying.getOrDefault(infoHash, 0));
                    }
                } else if (infoHash != null) {
                    staying.merge(infoHash, 1, Integer::sum);
                }
            }
            batch.removeIf(waiting -> waiting.whenKept() != null);
            given.forEach(this::settle);
            stayingBefore.forEach(this::putBack);
            return given;
        } finally {
            lock.unlock();
        }
    }

    /// @param eventsBefore events of the torrent that wait and are older; with more than those the progress would come
    ///        too late
    private void putBack(Torrent torrent, int eventsBefore) {
        if (unsettled.getOrDefault(torrent.infoHash(), 0) <= eventsBefore) {
            progress.putIfAbsent(torrent.infoHash(), torrent);
        }
    }

    private void settle(Waiting waiting) {
        var infoHash = waiting.event().infoHash();
        if (infoHash != null) {
            unsettled.computeIfPresent(infoHash, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private void await(long limit) throws InterruptedException {
        var end = System.nanoTime() + limit;
        while (events.isEmpty()) {
            var now = System.nanoTime();
            var left = progress.isEmpty() ? end - now : Math.min(end, gatheredAt + GATHERING) - now;
            if (left <= 0) {
                return;
            }
            var _ = arrived.awaitNanos(left); // how long is looked at again
        }
    }

    private void noteTold(InfoHash infoHash, long now) {
        var due = nextAt.get(infoHash);
        var late = due == null ? 0 : Math.clamp(now - due, 0, PROGRESS_INTERVAL / 2);
        nextAt.putLast(infoHash, now - late + PROGRESS_INTERVAL);
    }

    private void forgetDueBefore(long time) {
        var due = nextAt.values().iterator();
        while (due.hasNext() && due.next() - time <= 0) {
            due.remove();
        }
    }
}
