package dev.revaer.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.revaer.api.event.EventFrames;
import dev.revaer.api.event.EventHistory;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.event.EventJournal;
import dev.revaer.engine.event.EventType;
import dev.revaer.engine.event.NumberedEvent;
import org.jspecify.annotations.Nullable;

/// Keeps events as long as the test runs, their `data` as JSON, and gives them out as the one in the database does.
public final class InMemoryJournal implements EventJournal, EventHistory {
    private final EventFrames frames;
    private final List<NumberedEvent> kept = new ArrayList<>();
    private long next = 1;
    private long prunedTo;

    public InMemoryJournal(EventFrames frames) {
        this.frames = frames;
    }

    @Override
    public synchronized long reserve(int count) {
        var first = next;
        next += count;
        return first;
    }

    @Override
    public synchronized List<Outcome> append(List<Entry> entries) {
        return entries.stream().map(this::append).toList();
    }

    @Override
    public synchronized List<NumberedEvent> after(long id, int limit) {
        return kept.stream().filter(event -> event.id() > id).limit(limit).toList();
    }

    @Override
    public synchronized List<KeptEvent> events(
            InfoHash infoHash,
            Set<EventType> types,
            @Nullable Long cursor,
            boolean isNewestFirst,
            int limit) {
        return (isNewestFirst ? kept.reversed() : kept).stream()
                .filter(event -> infoHash.equals(event.infoHash()))
                .filter(event -> types.isEmpty() || types.contains(event.type()))
                .filter(
                        event -> cursor == null
                                || (isNewestFirst ? event.id() < cursor : event.id() > cursor))
                .limit(limit)
                .map(event -> new KeptEvent(event.id(), envelope(event)))
                .toList();
    }

    private static String envelope(NumberedEvent event) {
        var frame = new String(event.frame(), StandardCharsets.UTF_8);
        return frame.substring(frame.indexOf("\ndata: ") + "\ndata: ".length()).strip();
    }

    @Override
    public synchronized long prunedTo() {
        return prunedTo;
    }

    /// Forgets the events up to this id.
    public synchronized void pruneTo(long id) {
        prunedTo = id;
        kept.removeIf(event -> event.id() <= id);
    }

    private Outcome append(Entry entry) {
        entry.fact().run();
        kept.add(NumberedEvent.of(entry.id(), entry.event(), frames));
        return new Outcome.Kept();
    }
}
