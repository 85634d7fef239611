package dev.revaer.engine.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Keeps events as long as the test runs, and fails when told to.
final class InMemoryJournal implements EventJournal {
    private final List<NumberedEvent> kept = new ArrayList<>();
    private long next = 1;
    private boolean isAway;

    static byte[] encode(long id, Event event) {
        return (id + " " + event.data()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized long reserve(int count) {
        var first = next;
        next += count;
        return first;
    }

    @Override
    public synchronized List<Outcome> append(List<Entry> entries) {
        if (isAway) {
            throw new IllegalStateException("away");
        }
        var outcomes = new ArrayList<Outcome>();
        for (var entry : entries) {
            outcomes.add(append(entry));
        }
        return outcomes;
    }

    private Outcome append(Entry entry) {
        try {
            entry.fact().run();
        } catch (RuntimeException e) {
            return new Outcome.Refused(e);
        }
        kept.add(NumberedEvent.of(entry.id(), entry.event(), InMemoryJournal::encode));
        return new Outcome.Kept();
    }

    @Override
    public synchronized List<NumberedEvent> after(long id, int limit) {
        return kept.stream().filter(event -> event.id() > id).limit(limit).toList();
    }

    @Override
    public long prunedTo() {
        return 0;
    }

    synchronized void goAway(boolean away) {
        isAway = away;
    }

    synchronized List<Long> ids() {
        return kept.stream().map(NumberedEvent::id).toList();
    }
}
