package dev.revaer.app.setting;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A revision of the settings as it stands in a backup.
///
/// @param document what differs from the defaults, secrets sealed
/// @param changes `[{pointer, before, after}]`, secrets masked
public record SavedRevision(
        long revision,
        Instant at,
        String actor,
        @Nullable String reason,
        @Nullable Long restoredFrom,
        JsonNode document,
        JsonNode changes) {

    public SavedRevision {
        Objects.requireNonNull(at);
        Objects.requireNonNull(actor);
        Objects.requireNonNull(document);
        Objects.requireNonNull(changes);
    }
}
