package dev.revaer.engine.event;

import java.util.Objects;

import dev.revaer.engine.InfoHash;
import org.jspecify.annotations.Nullable;

/// An event in its place in the stream, encoded at most once for all subscribers. Safe for any thread.
public final class NumberedEvent {
    private final long id;
    private final EventType type;
    private final @Nullable InfoHash infoHash;
    private final @Nullable Standing standing;
    private volatile byte @Nullable [] frame;
    private @Nullable Source source;

    private record Source(Event event, EventEncoder encoder) {}

    /// @param id greater than that of every event before it, also before a restart
    /// @param standing how its torrent stood; null if that is not known, or if it is about none
    /// @param frame what goes to a subscriber; nobody writes to it
    public NumberedEvent(
            long id,
            EventType type,
            @Nullable InfoHash infoHash,
            @Nullable Standing standing,
            byte[] frame) {
        this.id = id;
        this.type = type;
        this.infoHash = infoHash;
        this.standing = standing;
        this.frame = frame;
    }

    private NumberedEvent(long id, Event event, EventEncoder encoder) {
        this.id = id;
        this.type = event.data().type();
        this.infoHash = event.infoHash();
        this.standing = event.standing();
        this.source = new Source(event, encoder);
    }

    /// Encodes it now.
    public static NumberedEvent of(long id, Event event, EventEncoder encoder) {
        var data = event.data();
        return new NumberedEvent(
                id,
                data.type(),
                event.infoHash(),
                event.standing(),
                encoder.encode(id, event));
    }

    /// Encodes it when the first subscriber wants it: most `progress` is replaced before anybody does.
    static NumberedEvent lazily(long id, Event event, EventEncoder encoder) {
        return new NumberedEvent(id, event, encoder);
    }

    public long id() {
        return id;
    }

    public EventType type() {
        return type;
    }

    public @Nullable InfoHash infoHash() {
        return infoHash;
    }

    public @Nullable Standing standing() {
        return standing;
    }

    /// What goes to each subscriber, the same bytes to all: nobody may write to it.
    public byte[] frame() {
        var known = frame;
        return known != null ? known : encode();
    }

    private synchronized byte[] encode() {
        var known = frame;
        if (known != null) {
            return known;
        }
        var from = Objects.requireNonNull(source);
        var made = from.encoder().encode(id, from.event());
        frame = made;
        source = null;
        return made;
    }

    @Override
    public String toString() {
        return id + " " + type.label() + " " + infoHash;
    }
}
