package dev.revaer.api.rate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.github.bucket4j.Bucket;

/// A token bucket for each of those that were last heard of. Who was not heard of for longest is forgotten when there are
/// too many, and begins anew with a full bucket.
///
/// @param <K> whom a bucket belongs to
final class Buckets<K> {
    private final int most;
    private final Map<K, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Bucket> eldest) {
            return size() > most;
        }
    };

    /// @param most kept in memory
    Buckets(int most) {
        this.most = most;
    }

    synchronized Bucket of(K owner, Supplier<Bucket> full) {
        return buckets.computeIfAbsent(owner, _ -> full.get());
    }

    synchronized void clear() {
        buckets.clear();
    }

    synchronized int size() {
        return buckets.size();
    }
}
