package dev.revaer.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.revaer.api.log.LogFeed;
import dev.revaer.api.log.LogFilter;
import dev.revaer.api.log.LogLevel;
import dev.revaer.api.log.LogLine;
import org.jspecify.annotations.Nullable;

/// One feed, of what a test puts into it.
public final class FakeLog implements LogFeed.Source {
    private final BlockingQueue<LogFeed.Lines> lines = new LinkedBlockingQueue<>();
    private volatile @Nullable LogFilter filter;

    public void put(long missed, String... messages) {
        lines.add(
                new LogFeed.Lines(
                        List.of(messages).stream().map(FakeLog::line).toList(),
                        missed));
    }

    /// What was asked for last.
    public @Nullable LogFilter filter() {
        return filter;
    }

    @Override
    public LogFeed open(LogFilter wanted) {
        filter = wanted;
        return new Feed();
    }

    private static LogLine line(String message) {
        return new LogLine(
                7,
                Instant.parse("2026-01-01T00:00:00Z"),
                LogLevel.WARN,
                "dev.revaer.X",
                "main",
                message,
                Map.of("infoHash", "a"),
                List.of());
    }

    private final class Feed implements LogFeed {
        private volatile boolean isClosed;

        @Override
        public @Nullable Lines next(Duration limit) throws InterruptedException {
            var end = System.nanoTime() + limit.toNanos();
            while (!isClosed && System.nanoTime() < end) {
                var next = lines.poll(50, TimeUnit.MILLISECONDS);
                if (next != null) {
                    return next;
                }
            }
            return isClosed ? null : new Lines(List.of(), 0);
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
