package dev.revaer.api.health;

/// Gathers health from memory; asks nothing that could wait.
@FunctionalInterface
public interface HealthSource {
    HealthReport report();
}
