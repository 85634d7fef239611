package dev.revaer.engine.event.stream;

import java.util.Collections;
import java.util.Set;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.EventType;
import dev.revaer.engine.event.NumberedEvent;

/// Which events a subscriber wants: those that fit all of its conditions. A condition without values lets all pass; one
/// about states, categories or tags lets nothing pass that is about no torrent.
///
/// @param states of the torrent when it happened
/// @param categories the empty text stands for torrents in none
/// @param tags the torrent has one of them
public record EventFilter(
        Set<InfoHash> torrents,
        Set<EventType> types,
        Set<TorrentState> states,
        Set<String> categories,
        Set<String> tags) {
    public static final EventFilter ALL = new EventFilter(
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of());

    public EventFilter {
        torrents = Set.copyOf(torrents);
        types = Set.copyOf(types);
        states = Set.copyOf(states);
        categories = Set.copyOf(categories);
        tags = Set.copyOf(tags);
    }

    public static EventFilter ofTypes(EventType... types) {
        return new EventFilter(Set.of(), Set.of(types), Set.of(), Set.of(), Set.of());
    }

    public static EventFilter ofTorrents(InfoHash... torrents) {
        return new EventFilter(Set.of(torrents), Set.of(), Set.of(), Set.of(), Set.of());
    }

    public boolean matches(NumberedEvent event) {
        if (!types.isEmpty() && !types.contains(event.type())) {
            return false;
        }
        var infoHash = event.infoHash();
        if (!torrents.isEmpty() && (infoHash == null || !torrents.contains(infoHash))) {
            return false;
        }
        return matchesStanding(event);
    }

    boolean wantsProgress() {
        return types.isEmpty() || types.contains(EventType.PROGRESS);
    }

    /// Whether none of these torrents is wanted; goes through the smaller number.
    boolean isNoneOf(Set<InfoHash> some) {
        if (torrents.isEmpty()) {
            return false;
        }
        return torrents.size() < some.size()
                ? torrents.stream().noneMatch(some::contains)
                : some.stream().noneMatch(torrents::contains);
    }

    private boolean matchesStanding(NumberedEvent event) {
        if (states.isEmpty() && categories.isEmpty() && tags.isEmpty()) {
            return true;
        }
        var standing = event.standing();
        if (standing == null) {
            return false;
        }
        var state = standing.state();
        var category = standing.category();
        return (states.isEmpty() || (state != null && states.contains(state)))
                && (categories.isEmpty() || categories.contains(category == null ? "" : category))
                && (tags.isEmpty() || !Collections.disjoint(tags, standing.tags()));
    }
}
