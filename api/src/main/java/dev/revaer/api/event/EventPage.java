package dev.revaer.api.event;

import java.util.List;

import dev.revaer.api.event.EventHistory.KeptEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.util.RawValue;

/// A page of a torrent's history.
///
/// @param items envelopes as the stream tells them
/// @param nextCursor for the page after this one; null on the last
record EventPage(List<RawValue> items, @Nullable String nextCursor) {
    EventPage {
        items = List.copyOf(items);
    }

    /// @param events one more than the page may hold, if there are more
    static EventPage of(List<KeptEvent> events, int limit) {
        var page = events.subList(0, Math.min(limit, events.size()));
        return new EventPage(
                page.stream().map(event -> new RawValue(event.envelope())).toList(),
                events.size() > limit ? String.valueOf(page.getLast().id()) : null);
    }
}
