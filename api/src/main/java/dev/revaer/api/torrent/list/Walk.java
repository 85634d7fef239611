package dev.revaer.api.torrent.list;

import java.util.List;

import dev.revaer.api.torrent.list.ListOrder.Place;
import dev.revaer.engine.InfoHash;
import org.jspecify.annotations.Nullable;

/// An order as it was when its first page was read. It is worked out when the second is: most lists are never read
/// beyond the first. Safe for any thread.
final class Walk {
    private final ListOrder order;
    private final int size;
    private @Nullable List<Place> places;
    private List<InfoHash> sorted = List.of();

    /// @param places of all torrents that it leads to
    Walk(ListOrder order, List<Place> places) {
        this.order = order;
        this.size = places.size();
        this.places = List.copyOf(places);
    }

    int size() {
        return size;
    }

    synchronized List<InfoHash> sorted() {
        if (places != null) {
            sorted = places.stream().sorted(order::compare).map(Place::infoHash).toList();
            places = null;
        }
        return sorted;
    }
}
