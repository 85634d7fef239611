package dev.revaer.api.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What was changed, by whom.
public interface AuditLog {
    /// The newest entries first.
    ///
    /// @param before only entries with lower ids; null for all
    List<Entry> entries(@Nullable Long before, int limit);

    /// One change.
    ///
    /// @param id grows with each entry
    /// @param actor the label of the API key that asked for it; `system` for what Revaer does by itself
    /// @param action `torrent.limits`
    /// @param subject what was changed: an info hash, the name of a category
    /// @param detail of the change
    @Schema(name = "AuditEntry")
    record Entry(
            long id,
            Instant at,
            String actor,
            String action,
            @Nullable String subject,
            Map<String, Object> detail) {}
}
