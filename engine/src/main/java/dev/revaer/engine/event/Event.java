package dev.revaer.engine.event;

import java.time.Instant;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import org.jspecify.annotations.Nullable;

/// Something that happened, not numbered yet.
///
/// @param infoHash the torrent it is about; null if it is about none
/// @param standing how that torrent stood; null if it is about none or nobody knows
public record Event(
        Instant at,
        @Nullable InfoHash infoHash,
        @Nullable Standing standing,
        EventData data) {

    public Event(Instant at, @Nullable InfoHash infoHash, EventData data) {
        this(at, infoHash, null, data);
    }

    public static Event of(EventData data) {
        return new Event(Instant.now(), null, data);
    }

    public static Event about(InfoHash infoHash, EventData data) {
        return new Event(Instant.now(), infoHash, data);
    }

    /// About a torrent as it stands.
    public static Event about(Torrent torrent, EventData data) {
        return new Event(Instant.now(), torrent.infoHash(), Standing.of(torrent), data);
    }

    public Event with(@Nullable Standing known) {
        return new Event(at, infoHash, known, data);
    }
}
