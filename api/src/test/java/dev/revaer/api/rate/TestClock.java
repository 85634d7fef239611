package dev.revaer.api.rate;

import io.github.bucket4j.TimeMeter;

/// Stands still until it is told how much time has passed.
final class TestClock implements TimeMeter {
    private long nanos;

    void passMillis(long millis) {
        nanos += millis * 1_000_000;
    }

    @Override
    public long currentTimeNanos() {
        return nanos;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
