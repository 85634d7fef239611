package dev.revaer.app.idempotency;

import java.time.Duration;

import dev.revaer.app.keeper.Keeper;

/// Keeps the answers within their bounds, once a minute.
public final class AnswerPruning implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Keeper keeper;

    public AnswerPruning(AnswerTable table) {
        keeper = Keeper.start("answer-pruning", INTERVAL, table::prune);
    }

    @Override
    public void close() {
        keeper.close();
    }
}
