package dev.revaer.api.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// How Revaer is.
///
/// @param status `up`, `degraded` (works, but something is wrong) or `down`
/// @param components each with its own status and what it says about itself
public record HealthReport(String status, Map<String, Component> components, String version) {
    public HealthReport {
        components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
    }

    /// One part of Revaer.
    ///
    /// @param detail what is wrong, or what there is to know while all is well
    /// @param remedy what to do about it; null where nothing needs to be done
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Component(String status, String detail, @Nullable String remedy) {
        public static Component up(String detail) {
            return new Component("up", detail, null);
        }

        public static Component degraded(String detail, @Nullable String remedy) {
            return new Component("degraded", detail, remedy);
        }

        public static Component down(String detail, @Nullable String remedy) {
            return new Component("down", detail, remedy);
        }
    }
}
