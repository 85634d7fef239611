package dev.revaer.app.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import dev.revaer.api.access.DeniedAccess.Denial;
import org.jspecify.annotations.Nullable;

/// Thins out denials so that a flood of them leaves few entries: of those that are alike the first is told at once and the
/// others as a number at the end of the window; of those that differ fifty are told and the rest as one number.
final class DenialTally {
    private static final int MOST_KINDS = 50;

    private final long windowNanos;
    private final LongSupplier nanoTime;
    private final Map<Kind, Count> counts = new LinkedHashMap<>();
    private final List<Told> fresh = new ArrayList<>();
    private long others;
    private long windowEnd;

    private record Kind(String reason, String actor, String address) {}

    private static final class Count {
        private final Denial first;
        private long more;

        Count(Denial first) {
            this.first = first;
        }
    }

    /// What is to be written of one denial or of several.
    ///
    /// @param subject method and path of the one; null for several
    record Told(String actor, @Nullable String subject, Map<String, Object> detail) {}

    DenialTally(Duration window, LongSupplier nanoTime) {
        this.windowNanos = window.toNanos();
        this.nanoTime = nanoTime;
        this.windowEnd = nanoTime.getAsLong() + windowNanos;
    }

    synchronized void add(Denial denial) {
        var kind = new Kind(denial.reason(), denial.actor(), denial.address());
        var count = counts.get(kind);
        if (count != null) {
            count.more++;
        } else if (counts.size() < MOST_KINDS) {
            counts.put(kind, new Count(denial));
            fresh.add(
                    new Told(
                            denial.actor(),
                            denial.method() + " " + denial.path(),
                            Map.of("reason", denial.reason(), "address", denial.address())));
        } else {
            others++;
        }
    }

    /// What is to be written now.
    synchronized List<Told> take() {
        var told = new ArrayList<>(fresh);
        fresh.clear();
        var now = nanoTime.getAsLong();
        if (now - windowEnd >= 0) {
            windowEnd = now + windowNanos;
            counts.values()
                    .stream()
                    .filter(count -> count.more > 0)
                    .map(DenialTally::repeated)
                    .forEach(told::add);
            if (others > 0) {
                told.add(new Told(AuditTable.SYSTEM, null, Map.of("reason", "many", "others", others)));
            }
            counts.clear();
            others = 0;
        }
        return told;
    }

    private static Told repeated(Count count) {
        var first = count.first;
        return new Told(
                first.actor(),
                null,
                Map.of("reason", first.reason(), "address", first.address(), "repeated", count.more));
    }
}
