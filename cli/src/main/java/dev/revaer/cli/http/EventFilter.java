package dev.revaer.cli.http;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// Which events are wanted; of each, empty stands for all.
///
/// @param states of the torrent when it happened
/// @param categories of the torrent then; an empty one stands for none
/// @param tags of which the torrent had one then
public record EventFilter(
        List<String> infoHashes,
        List<String> types,
        List<String> states,
        List<String> categories,
        List<String> tags) {
    public EventFilter {
        infoHashes = List.copyOf(infoHashes);
        types = List.copyOf(types);
        states = List.copyOf(states);
        categories = List.copyOf(categories);
        tags = List.copyOf(tags);
    }

    /// Of one torrent, or of all.
    public EventFilter(@Nullable String infoHash, List<String> types) {
        this(infoHash == null ? List.of() : List.of(infoHash), types, List.of(), List.of(), List.of());
    }

    String path() {
        return new Query().withEach("torrent", infoHashes)
                .withEach("type", types)
                .withEach("state", states)
                .withEach("category", categories)
                .withEach("tag", tags)
                .of("/v1/events");
    }
}
