package dev.revaer.api.health;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How Revaer is, with all that helps to find out why.
///
/// @param status the worst of all components
/// @param checkedAt when the components were last looked at
/// @param settingsRevision the revision of the settings that holds
public record FullHealth(
        @Schema(allowableValues = {
                "up", "degraded", "down"}) String status,
        Map<String, Part> components,
        Instant checkedAt,
        Instant startedAt,
        long settingsRevision,
        Build build) {
    public FullHealth {
        components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
    }

    /// One part of Revaer.
    ///
    /// @param since when it began to be so
    /// @param latencyMillis how long it took to answer when it was last asked
    /// @param detail what is wrong, or what there is to know while all is well
    /// @param remedy what to do about it; null where nothing needs to be done
    public record Part(
            @Schema(allowableValues = {"up", "degraded", "down"}) String status,
            Instant since,
            double latencyMillis,
            String detail,
            @Nullable String remedy) {}

    /// What runs.
    ///
    /// @param commit of the source; null if it was not built from a checkout
    public record Build(String version, @Nullable String commit, String libtorrent, String java) {}
}
