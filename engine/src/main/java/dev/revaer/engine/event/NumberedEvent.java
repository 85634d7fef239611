package dev.revaer.engine.event;

import dev.revaer.engine.InfoHash;
import org.jspecify.annotations.Nullable;

/// An event in its place in the stream, encoded once for all subscribers.
///
/// @param id greater than that of every event before it, also before a restart
/// @param frame what goes to a subscriber; nobody writes to it
@SuppressWarnings("ArrayRecordComponent") // shared by all subscribers and compared by nobody
public record NumberedEvent(long id, EventType type, @Nullable InfoHash infoHash, byte[] frame) {}
