package dev.revaer.api.event;

import java.util.List;
import java.util.Set;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.event.EventType;
import org.jspecify.annotations.Nullable;

/// What is kept of the events of each torrent.
@FunctionalInterface
public interface EventHistory {
    /// Events of a torrent, at most `limit`.
    ///
    /// @param infoHash its first
    /// @param types none for all
    /// @param cursor id of the event that was read last; null to begin
    List<KeptEvent> events(
            InfoHash infoHash,
            Set<EventType> types,
            @Nullable Long cursor,
            boolean isNewestFirst,
            int limit);

    /// An event as it was told.
    ///
    /// @param envelope `{id, type, at, severity, infoHash, data}` as JSON
    record KeptEvent(long id, String envelope) {}
}
