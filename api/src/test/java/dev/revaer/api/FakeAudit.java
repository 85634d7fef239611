package dev.revaer.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import dev.revaer.api.audit.AuditLog;
import org.jspecify.annotations.Nullable;

/// Has [#ENTRIES] entries, the ids from 1.
public final class FakeAudit implements AuditLog {
    public static final int ENTRIES = 120;

    @Override
    public List<Entry> entries(@Nullable Long before, int limit) {
        var last = before == null ? ENTRIES : before - 1;
        return LongStream.rangeClosed(1, last)
                .map(i -> last + 1 - i)
                .limit(limit)
                .mapToObj(id -> new Entry(id, Instant.EPOCH, "me", "label.put", "tv", Map.of("n", id)))
                .toList();
    }
}
