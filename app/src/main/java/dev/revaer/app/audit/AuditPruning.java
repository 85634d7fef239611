package dev.revaer.app.audit;

import java.time.Duration;
import java.time.Instant;

import dev.revaer.app.keeper.Keeper;

/// Keeps the audit log within its bounds, once an hour.
public final class AuditPruning implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final int KEPT_ENTRIES = 100_000;
    private static final int KEPT_DENIALS = 20_000;
    private static final Duration KEPT_FOR = Duration.ofDays(400);

    private final Keeper keeper;

    public AuditPruning(AuditTable table) {
        keeper = Keeper.start(
                "audit-pruning",
                INTERVAL,
                () -> {
                    table.pruneDenials(KEPT_DENIALS);
                    table.prune(KEPT_ENTRIES, Instant.now().minus(KEPT_FOR));
                });
    }

    @Override
    public void close() {
        keeper.close();
    }
}
