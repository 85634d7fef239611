package dev.revaer.engine.event;

import java.time.Instant;

import dev.revaer.engine.InfoHash;
import org.jspecify.annotations.Nullable;

/// Something that happened, not numbered yet.
///
/// @param infoHash the torrent it is about; null if it is about none
public record Event(Instant at, @Nullable InfoHash infoHash, EventData data) {

    public static Event of(EventData data) {
        return new Event(Instant.now(), null, data);
    }

    public static Event about(InfoHash infoHash, EventData data) {
        return new Event(Instant.now(), infoHash, data);
    }
}
