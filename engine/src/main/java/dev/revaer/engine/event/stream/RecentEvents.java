package dev.revaer.engine.event.stream;

import java.util.ArrayList;
import java.util.List;

import dev.revaer.engine.event.NumberedEvent;
import org.jspecify.annotations.Nullable;

/// The last events but `progress`, bounded in number and in bytes. Belongs to whoever holds the stream's lock.
final class RecentEvents {
    private final @Nullable NumberedEvent[] ring;
    private final long mostBytes;
    private long first;
    private long next;
    private long bytes;
    private long droppedTo;

    /// @param droppedTo events up to this id were never here
    RecentEvents(int mostEvents, long mostBytes, long droppedTo) {
        this.ring = new NumberedEvent[mostEvents];
        this.mostBytes = mostBytes;
        this.droppedTo = droppedTo;
    }

    /// Takes in one event; the oldest go as far as they must, never this one.
    void add(NumberedEvent event) {
        if (next - first == ring.length) {
            drop();
        }
        ring[index(next++)] = event;
        bytes += event.frame().length;
        while (bytes > mostBytes && next - first > 1) {
            drop();
        }
    }

    /// A reader whose position is lower cannot have all it misses from here.
    long droppedTo() {
        return droppedTo;
    }

    /// How many there have been.
    long count() {
        return next;
    }

    /// How many there had been when the middle one of those that are here came.
    long halfway() {
        return (first + next) >>> 1;
    }

    /// Those after an id which the filter lets pass, oldest first.
    List<NumberedEvent> after(long id, EventFilter filter, int limit) {
        var found = new ArrayList<NumberedEvent>();
        for (long at = firstAfter(id); at < next && found.size() < limit; at++) {
            var event = get(at);
            if (filter.matches(event)) {
                found.add(event);
            }
        }
        return found;
    }

    private long firstAfter(long id) {
        var low = first;
        var high = next;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (get(middle).id() <= id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void drop() {
        var oldest = get(first);
        ring[index(first++)] = null;
        bytes -= oldest.frame().length;
        droppedTo = oldest.id();
    }

    private NumberedEvent get(long at) {
        var event = ring[index(at)];
        if (event == null) {
            throw new IllegalStateException("no event at " + at);
        }
        return event;
    }

    private int index(long at) {
        return (int) (at % ring.length);
    }
}
