package dev.revaer.api.audit;

import java.util.List;

import dev.revaer.api.audit.AuditLog.Entry;
import org.jspecify.annotations.Nullable;

/// A page of the audit log, the newest entry first.
///
/// @param nextCursor for the page of older entries; null on the last
public record AuditPage(List<Entry> items, @Nullable String nextCursor) {
    public AuditPage {
        items = List.copyOf(items);
    }

    /// @param entries one more than the page may hold, if there are more
    static AuditPage of(List<Entry> entries, int limit) {
        var page = entries.subList(0, Math.min(limit, entries.size()));
        return new AuditPage(page, entries.size() > limit ? String.valueOf(page.getLast().id()) : null);
    }
}
