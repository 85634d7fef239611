package dev.revaer.cli.http;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// Which events are wanted.
///
/// @param infoHash of one torrent; null for all
/// @param types empty for all
public record EventFilter(@Nullable String infoHash, List<String> types) {
    public EventFilter {
        types = List.copyOf(types);
    }
}
