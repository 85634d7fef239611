package dev.revaer.api.rate;

import java.time.Duration;
import java.util.UUID;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;

/// A token bucket for each API key. Memory only; asked on the event loop.
public final class KeyBuckets {
    private static final int MOST_KEYS = 1_000;

    private final TimeMeter clock;
    private final Buckets<UUID> buckets = new Buckets<>(MOST_KEYS);
    private volatile RateSettings settings = RateSettings.USUAL;

    public KeyBuckets() {
        this(TimeMeter.SYSTEM_NANOTIME);
    }

    KeyBuckets(TimeMeter clock) {
        this.clock = clock;
    }

    /// From now on these bounds hold; every bucket begins full.
    public void use(RateSettings changed) {
        settings = changed;
        buckets.clear();
    }

    /// Takes a token for one request.
    public Taken take(UUID key) {
        var bounds = settings;
        var probe = buckets.of(key, () -> full(bounds)).tryConsumeAndReturnRemaining(1);
        return new Taken(
                probe.isConsumed(),
                bounds.burst(),
                probe.getRemainingTokens(),
                seconds(probe.getNanosToWaitForReset()),
                seconds(probe.getNanosToWaitForRefill()));
    }

    private Bucket full(RateSettings bounds) {
        return Bucket.builder()
                .withCustomTimePrecision(clock)
                .addLimit(
                        limit -> limit.capacity(bounds.burst())
                                .refillGreedy(bounds.requestsPerSecond(), Duration.ofSeconds(1)))
                .build();
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, Duration.ofSeconds(1).toNanos());
    }

    /// What a bucket said.
    ///
    /// @param isAllowed whether there was a token
    /// @param limit tokens in a full bucket
    /// @param remaining tokens left
    /// @param resetSeconds until it is full again if nothing is taken
    /// @param retrySeconds until there is a token; 0 if there was one
    public record Taken(
            boolean isAllowed,
            long limit,
            long remaining,
            long resetSeconds,
            long retrySeconds) {}
}
