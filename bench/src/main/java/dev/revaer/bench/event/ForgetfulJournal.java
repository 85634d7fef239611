package dev.revaer.bench.event;

import java.util.Collections;
import java.util.List;

import dev.revaer.engine.event.EventJournal;
import dev.revaer.engine.event.NumberedEvent;

/// Takes everything at once and keeps nothing: what is left is the bus.
final class ForgetfulJournal implements EventJournal {
    private long next = 1;

    @Override
    public long reserve(int count) {
        var first = next;
        next += count;
        return first;
    }

    @Override
    public List<Outcome> append(List<Entry> entries) {
        return Collections.nCopies(entries.size(), new Outcome.Kept());
    }

    @Override
    public List<NumberedEvent> after(long id, int limit) {
        return List.of();
    }

    @Override
    public long prunedTo() {
        return 0;
    }
}
