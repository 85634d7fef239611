package dev.revaer.api.stats;

/// Tells how things stand, from memory.
@FunctionalInterface
public interface StatsSource {
    Stats now();
}
