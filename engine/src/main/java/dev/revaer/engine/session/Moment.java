package dev.revaer.engine.session;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/// An answer that is good for a moment, so that many who ask cost as much as one.
final class Moment<T> {
    private static final long LASTS_NANOS = Duration.ofSeconds(1).toNanos();

    private volatile @Nullable Answer<T> last;

    private record Answer<T>(T value, long atNanos) {}

    /// @param question asked if the last answer is too old
    T get(Supplier<T> question) {
        var seen = last;
        if (seen != null && System.nanoTime() - seen.atNanos < LASTS_NANOS) {
            return seen.value;
        }
        var asked = new Answer<>(question.get(), System.nanoTime());
        last = asked;
        return asked.value;
    }

    void forget() {
        last = null;
    }
}
