package dev.revaer.app.job;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

import dev.revaer.app.job.JobTable.Due;
import dev.revaer.engine.InfoHash;
import org.jspecify.annotations.Nullable;

/// Finds the job that has waited longest of those that can be done now, a page of the queue at a time. Where many must
/// wait, a look goes on where the one before has ended, and from the start once a minute.
final class Candidates {
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 20;
    private static final Duration FROM_THE_START = Duration.ofMinutes(1);

    private final JobTable table;
    private @Nullable Due after;
    private Instant begunAt = Instant.EPOCH;

    Candidates(JobTable table) {
        this.table = table;
    }

    /// The next one; null if none was found in a bounded look.
    @Nullable
    InfoHash next(Predicate<InfoHash> fits) {
        var now = Instant.now();
        if (begunAt.plus(FROM_THE_START).isBefore(now)) {
            rewind(now);
        }
        var isWhole = after == null;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            var page = table.due(after, now, PAGE);
            for (var due : page) {
                after = due;
                if (fits.test(due.infoHash())) {
                    return due.infoHash();
                }
            }
            if (page.size() < PAGE) {
                rewind(now);
                if (isWhole) {
                    return null;
                }
                isWhole = true;
            }
        }
        return null;
    }

    private void rewind(Instant now) {
        after = null;
        begunAt = now;
    }
}
