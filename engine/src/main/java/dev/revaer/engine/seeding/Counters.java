package dev.revaer.engine.seeding;

import java.time.Instant;

/// What a torrent has done since it was added, counted by us and across restarts.
///
/// @param uploadedBytes payload sent
/// @param receivedBytes payload received, waste included
/// @param active time spent transferring or ready to
/// @param seeding time spent as a seed
public record Counters(long uploadedBytes, long receivedBytes, Stopwatch active, Stopwatch seeding) {
    public static final Counters ZERO = new Counters(0, 0, Stopwatch.ZERO, Stopwatch.ZERO);

    public Counters plus(long uploaded, long received) {
        return uploaded == 0 && received == 0
                ? this
                : new Counters(uploadedBytes + uploaded, receivedBytes + received, active, seeding);
    }

    public Counters run(boolean isActive, boolean isSeeding, Instant now) {
        return new Counters(
                uploadedBytes,
                receivedBytes,
                active.run(isActive, now),
                seeding.run(isSeeding, now));
    }
}
