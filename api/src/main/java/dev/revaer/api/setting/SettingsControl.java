package dev.revaer.api.setting;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads and changes the settings.
public interface SettingsControl {
    Config current();

    /// Merges a JSON merge patch (RFC 7396) into the settings, keeps the result and applies it.
    ///
    /// @param expected the revision it was made for; null for any
    /// @param actor who asks, for the audit log
    /// @throws dev.revaer.api.problem.ApiException with `Invalid` or `RevisionConflict`, nothing changed
    Config patch(JsonNode patch, @Nullable Long expected, String actor);

    /// One revision, with every field of every section. Secrets are masked.
    record Config(long revision, JsonNode settings) {}
}
