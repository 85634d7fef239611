package dev.revaer.api.health;

/// Gathers health from memory; asks nothing that could wait.
public interface HealthSource {
    HealthReport report();

    FullHealth full();

    /// Whether the parts are still looked at; if not, Revaer is stuck and only a restart helps.
    boolean isLive();
}
