package dev.revaer.api.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// How Revaer is.
///
/// @param status `up`, `degraded` (works, but something is wrong) or `down`
/// @param components each with its own status and what it says about itself
public record HealthReport(String status, Map<String, Component> components, String version) {
    public HealthReport {
        components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
    }

    /// One part of Revaer.
    public record Component(String status, String detail) {
        public static Component up(String detail) {
            return new Component("up", detail);
        }

        public static Component degraded(String detail) {
            return new Component("degraded", detail);
        }

        public static Component down(String detail) {
            return new Component("down", detail);
        }
    }
}
