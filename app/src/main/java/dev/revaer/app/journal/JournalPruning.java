package dev.revaer.app.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import dev.revaer.app.keeper.Keeper;
import dev.revaer.app.keeper.Retention;

/// Keeps the journal within its bounds, every ten minutes.
public final class JournalPruning implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final Keeper keeper;

    public JournalPruning(PostgresJournal journal, Supplier<Retention> retention) {
        keeper = Keeper.start("journal-pruning", INTERVAL, () -> {
            var bounds = retention.get();
            journal.prune(bounds.entries(), Instant.now().minus(bounds.age()));
        });
    }

    /// Prunes now, as the bounds may have changed.
    public void wake() {
        keeper.wake();
    }

    @Override
    public void close() {
        keeper.close();
    }
}
