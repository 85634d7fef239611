package dev.revaer.api.log;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// The lines for one reader: first the last ones that are kept, then each as it is logged. Whoever logs never waits for
/// a reader: one that is slow misses lines.
public interface LogFeed extends AutoCloseable {
    /// What has come since the last call.
    ///
    /// @param missed how many lines, before these, there was no room for
    record Lines(List<LogLine> lines, long missed) {
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    /// Waits for the next lines, and no longer than so long.
    ///
    /// @return null at the end
    @Nullable
    Lines next(Duration limit) throws InterruptedException;

    /// Has [#next] return null from now on.
    @Override
    void close();

    /// Opens feeds.
    @FunctionalInterface
    interface Source {
        LogFeed open(LogFilter filter);
    }
}
