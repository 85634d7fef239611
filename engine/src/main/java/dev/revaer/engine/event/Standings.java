package dev.revaer.engine.event;

import dev.revaer.engine.InfoHash;
import org.jspecify.annotations.Nullable;

/// Knows how torrents stand. Answers from memory.
@FunctionalInterface
public interface Standings {
    /// How the torrent stands now; null if it is not known.
    @Nullable
    Standing of(InfoHash infoHash);

    /// The event with what it does not say itself about its torrent.
    default Event complete(Event event) {
        var infoHash = event.infoHash();
        return infoHash == null || event.standing() != null ? event : event.with(of(infoHash));
    }
}
