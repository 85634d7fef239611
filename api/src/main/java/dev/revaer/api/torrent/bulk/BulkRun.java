package dev.revaer.api.torrent.bulk;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Does the same with many torrents, with few of them at a time, and begins nothing more once that takes too long.
final class BulkRun {
    /// Over all callers: each waits for the database and for libtorrent, which single requests want too.
    private static final int AT_ONCE = 16;

    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final Duration limit;

    /// @param limit after which nothing more is begun
    BulkRun(Duration limit) {
        this.limit = limit;
    }

    /// Waits until everything that was begun has ended.
    ///
    /// @param isOrdered whether one is to end before the next begins
    /// @param act must not throw
    /// @param skipped gets each that was not begun
    void each(Collection<String> hashes, boolean isOrdered, Consumer<String> act, Consumer<String> skipped) {
        var end = System.nanoTime() + limit.toNanos();
        if (isOrdered) {
            hashes.forEach(hash -> (System.nanoTime() - end < 0 ? act : skipped).accept(hash));
            return;
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var hash : hashes) {
                if (!take(end)) {
                    skipped.accept(hash);
                    continue;
                }
                threads.execute(() -> {
                    try {
                        act.accept(hash);
                    } finally {
                        places.release();
                    }
                });
            }
        }
    }

    /// Each once, in the order in which they are to be begun.
    static List<String> once(List<String> hashes, boolean isBackwards) {
        var once = List.copyOf(new LinkedHashSet<>(hashes));
        return isBackwards ? once.reversed() : once;
    }

    private boolean take(long end) {
        try {
            return places.tryAcquire(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
