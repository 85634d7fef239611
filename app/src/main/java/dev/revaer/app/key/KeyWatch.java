package dev.revaer.app.key;

import java.time.Duration;

import dev.revaer.app.keeper.Keeper;

/// Sees what others have done to the keys, other services on the same database or somebody with psql, and writes down when
/// keys were last used.
public final class KeyWatch implements AutoCloseable {
    /// Together with the second within which open streams are looked at, less than two.
    private static final Duration READ_INTERVAL = Duration.ofMillis(500);

    private final KeyRing ring;
    private final Keeper reading;
    private final Keeper writing;

    /// Begins.
    ///
    /// @param writeInterval between two writes of when keys were last used
    public KeyWatch(KeyRing ring, Duration writeInterval) {
        this.ring = ring;
        this.reading = Keeper.start("key-watch", READ_INTERVAL, ring::load);
        this.writing = Keeper.start("key-use", writeInterval, ring::keepLastUse);
    }

    @Override
    public void close() {
        reading.close();
        writing.close();
        ring.keepLastUse();
    }
}
