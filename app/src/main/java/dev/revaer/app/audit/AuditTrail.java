package dev.revaer.app.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

import dev.revaer.api.access.DeniedAccess;
import dev.revaer.api.audit.Changes;
import dev.revaer.app.audit.AuditTable.Note;
import dev.revaer.app.keeper.Keeper;

/// Takes from the event loop what is to be noted of requests, and writes it to the audit log moments later on a thread of
/// its own. While the database is away the newest ten thousand wait.
public final class AuditTrail implements DeniedAccess, Changes, AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final int MOST_WAITING = 10_000;
    private static final int BATCH = 500;

    private final AuditTable table;
    private final BlockingQueue<Note> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final List<Note> batch = new ArrayList<>();
    private final AtomicLong lost = new AtomicLong();
    private final DenialTally denials;
    private final Keeper keeper;

    /// Begins to write.
    ///
    /// @param window within which equal denials are counted and not written one by one
    public AuditTrail(AuditTable table, Duration window) {
        this.table = table;
        this.denials = new DenialTally(window, System::nanoTime);
        this.keeper = Keeper.start("audit-trail", INTERVAL, this::write);
    }

    @Override
    public void denied(Denial denial) {
        denials.add(denial);
    }

    @Override
    public void changed(Change change) {
        put(new Note(change.actor(), change.action(), change.subject(), change.detail()));
    }

    @Override
    public void close() {
        keeper.close();
        write();
    }

    private void put(Note entry) {
        if (!waiting.offer(entry)) {
            lost.incrementAndGet();
        }
    }

    private synchronized void write() {
        for (var told : denials.take()) {
            put(new Note(told.actor(), AuditTable.DENIED, told.subject(), told.detail()));
        }
        var missing = lost.getAndSet(0);
        if (missing > 0) {
            batch.add(new Note(AuditTable.SYSTEM, "audit.lost", null, Map.of("entries", missing)));
        }
        waiting.drainTo(batch, BATCH);
        while (!batch.isEmpty()) {
            table.insertAll(batch);
            batch.clear();
            waiting.drainTo(batch, BATCH);
        }
    }
}
