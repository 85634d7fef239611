package dev.revaer.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/// How long something took, many times over.
final class Latencies {
    private final long[] sortedNanos;

    private Latencies(long[] sortedNanos) {
        this.sortedNanos = sortedNanos;
    }

    /// Something that is done to see how long it takes.
    @FunctionalInterface
    interface Timed {
        void run(int round) throws IOException, InterruptedException;
    }

    /// Does it so many times, one after the other.
    static Latencies of(int rounds, Timed work) throws IOException, InterruptedException {
        var nanos = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            var begin = System.nanoTime();
            work.run(i);
            nanos[i] = System.nanoTime() - begin;
        }
        return of(nanos);
    }

    /// @param nanos one for each time it was done
    static Latencies of(long[] nanos) {
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    int count() {
        return sortedNanos.length;
    }

    /// The time within which so many of a hundred were done.
    Duration percentile(int percent) {
        var rank = (int) Math.ceil(sortedNanos.length * percent / 100.0);
        return Duration.ofNanos(sortedNanos[Math.max(0, rank - 1)]);
    }
}
