package dev.revaer.engine.event.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.event.NumberedEvent;

/// The newest `progress` of each torrent, for all subscribers: who comes late finds what has not been replaced. Belongs
/// to whoever holds the stream's lock; lists that it gives out never change.
final class ProgressBoard {
    /// Looking up one torrent costs as much as looking at so many in order.
    private static final int FEW = 8;

    private final Map<InfoHash, NumberedEvent> newest = new HashMap<>();
    private List<NumberedEvent> inOrder = List.of();

    /// @param events greater in id than all before, in order
    void put(List<NumberedEvent> events) {
        for (var event : events) {
            var infoHash = event.infoHash();
            if (infoHash != null) {
                newest.put(infoHash, event);
            }
        }
        var now = new ArrayList<NumberedEvent>(newest.size());
        for (var event : inOrder) {
            if (isNewest(event)) {
                now.add(event);
            }
        }
        events.stream().filter(this::isNewest).forEach(now::add);
        inOrder = List.copyOf(now);
    }

    /// What was before this id of a torrent that is gone is left out from the next [#put] on.
    void forget(InfoHash infoHash, long id) {
        newest.computeIfPresent(infoHash, (_, event) -> event.id() < id ? null : event);
    }

    /// In order of id: all of it, or less where the filter names few torrents.
    List<NumberedEvent> inOrder(EventFilter filter) {
        var torrents = filter.torrents();
        if (torrents.isEmpty() || torrents.size() > inOrder.size() / FEW) {
            return inOrder;
        }
        return torrents.stream()
                .map(newest::get)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong(NumberedEvent::id))
                .toList();
    }

    /// Where the events after an id begin.
    static int firstAfter(List<NumberedEvent> inOrder, long id) {
        var low = 0;
        var high = inOrder.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (inOrder.get(middle).id() <= id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isNewest(NumberedEvent event) {
        return newest.get(event.infoHash()) == event;
    }
}
