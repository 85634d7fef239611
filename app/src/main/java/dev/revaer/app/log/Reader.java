package dev.revaer.app.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

import dev.revaer.api.log.LogFeed;
import dev.revaer.api.log.LogFilter;
import dev.revaer.api.log.LogLine;
import org.jspecify.annotations.Nullable;

/// What waits for one reader: at most so many lines, of which the oldest give way.
final class Reader implements LogFeed {
    /// Some hundred kilobytes.
    static final int MOST_WAITING = 1_000;

    private final LogFilter filter;
    private final Consumer<Reader> leave;
    private final Deque<LogLine> waiting = new ArrayDeque<>();
    private long missed;
    private boolean isClosed;

    Reader(LogFilter filter, Consumer<Reader> leave) {
        this.filter = filter;
        this.leave = leave;
    }

    synchronized void take(LogLine line) {
        if (isClosed || !filter.wants(line)) {
            return;
        }
        if (waiting.size() == MOST_WAITING) {
            waiting.removeFirst();
            missed++;
        }
        waiting.addLast(line);
        notifyAll();
    }

    @Override
    public synchronized @Nullable Lines next(Duration limit) throws InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        var left = limit.toNanos();
        while (waiting.isEmpty() && !isClosed && left > 0) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
            left = end - System.nanoTime();
        }
        if (isClosed) {
            return null;
        }
        List<LogLine> lines = new ArrayList<>(waiting);
        var before = missed;
        waiting.clear();
        missed = 0;
        return new Lines(lines, before);
    }

    @Override
    public void close() {
        leave.accept(this);
        synchronized (this) {
            isClosed = true;
            notifyAll();
        }
    }
}
