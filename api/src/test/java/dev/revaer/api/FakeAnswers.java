package dev.revaer.api;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.revaer.api.idempotency.KeptAnswers;
import org.jspecify.annotations.Nullable;

/// Keeps answers in memory.
public final class FakeAnswers implements KeptAnswers {
    private final Map<RequestName, KeptAnswer> kept = new ConcurrentHashMap<>();
    private volatile @Nullable RuntimeException failure;

    /// Nothing can be kept, for this reason; null for none.
    public void failWith(@Nullable RuntimeException thrown) {
        failure = thrown;
    }

    public void clear() {
        failure = null;
        kept.clear();
    }

    public int size() {
        return kept.size();
    }

    @Override
    public @Nullable KeptAnswer find(RequestName name) {
        return kept.get(name);
    }

    @Override
    public void keep(RequestName name, KeptAnswer answer) {
        var thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        kept.put(name, answer);
    }
}
