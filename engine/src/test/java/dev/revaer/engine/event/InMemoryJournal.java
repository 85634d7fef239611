package dev.revaer.engine.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Keeps events as long as the test runs, and fails when told to.
final class InMemoryJournal implements EventJournal {
    private final List<NumberedEvent> kept = new ArrayList<>();
    private long next = 1;
    private boolean isAway;
    private Answer answer = Answer.GIVEN;

    /// What becomes of the answer to the next events.
    enum Answer {
        GIVEN, LOST, LOST_WITH_ALL
    }

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
        var answer = this.answer;
        this.answer = Answer.GIVEN;
        if (answer == Answer.LOST_WITH_ALL) {
            throw new InDoubt(new IllegalStateException("nothing was kept"));
        }
        var outcomes = new ArrayList<Outcome>();
        for (var entry : entries) {
            outcomes.add(append(entry));
        }
        if (answer == Answer.LOST) {
            throw new InDoubt(new IllegalStateException("all was kept"));
        }
        return outcomes;
    }

    private Outcome append(Entry entry) {
        if (ids().contains(entry.id())) {
            return new Outcome.Kept();
        }
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

    synchronized void answer(Answer next) {
        answer = next;
    }

    synchronized List<Long> ids() {
        return kept.stream().map(NumberedEvent::id).toList();
    }
}
