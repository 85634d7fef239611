package dev.revaer.api.rate;

import java.net.InetAddress;
import java.time.Duration;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import org.jspecify.annotations.Nullable;

/// Slows down who tries out keys and tokens. Memory only; asked on the event loop.
///
/// What is right passes however many wrong ones came from the same address before: behind a proxy all callers share one.
public final class FailureThrottle {
    private static final int MOST_ADDRESSES = 10_000;

    private final TimeMeter clock;
    private final Buckets<AddressBlock> buckets = new Buckets<>(MOST_ADDRESSES);
    private volatile RateSettings settings = RateSettings.USUAL;

    public FailureThrottle() {
        this(TimeMeter.SYSTEM_NANOTIME);
    }

    FailureThrottle(TimeMeter clock) {
        this.clock = clock;
    }

    /// From now on these bounds hold; what was failed before is forgotten.
    public void use(RateSettings changed) {
        settings = changed;
        buckets.clear();
    }

    /// Counts one failure.
    ///
    /// @return seconds that the address must wait; 0 if it has failures left
    public long failed(@Nullable InetAddress address) {
        var bounds = settings;
        var probe = buckets.of(AddressBlock.of(address), () -> full(bounds)).tryConsumeAndReturnRemaining(1);
        return Math.ceilDiv(probe.getNanosToWaitForRefill(), Duration.ofSeconds(1).toNanos());
    }

    int addresses() {
        return buckets.size();
    }

    private Bucket full(RateSettings bounds) {
        return Bucket.builder()
                .withCustomTimePrecision(clock)
                .addLimit(
                        limit -> limit.capacity(bounds.failuresPerMinute())
                                .refillGreedy(bounds.failuresPerMinute(), Duration.ofMinutes(1)))
                .build();
    }
}
