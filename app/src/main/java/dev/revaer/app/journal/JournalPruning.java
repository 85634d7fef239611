package dev.revaer.app.journal;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the journal within its bounds, every ten minutes.
public final class JournalPruning implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalPruning.class);
    private static final int MINUTES = 10;

    private final PostgresJournal journal;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("journal-pruning").daemon().factory());

    private JournalPruning(PostgresJournal journal) {
        this.journal = journal;
    }

    public static JournalPruning start(PostgresJournal journal) {
        var pruning = new JournalPruning(journal);
        var _ = pruning.thread.scheduleWithFixedDelay(pruning::prune, 1, MINUTES, TimeUnit.MINUTES);
        return pruning;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void prune() {
        try {
            journal.prune();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("the journal was not pruned; it will be tried again");
        }
    }
}
