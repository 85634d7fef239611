package dev.revaer.app.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import dev.revaer.app.keeper.Keeper;
import dev.revaer.app.keeper.Retention;

/// Keeps the audit log within its bounds, once an hour.
public final class AuditPruning implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final int KEPT_DENIALS = 20_000;

    private final Keeper keeper;

    public AuditPruning(AuditTable table, Supplier<Retention> retention) {
        keeper = Keeper.start("audit-pruning", INTERVAL, () -> {
            var bounds = retention.get();
            table.pruneDenials(KEPT_DENIALS);
            table.prune(bounds.entries(), Instant.now().minus(bounds.age()));
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
