package dev.revaer.api.access;

/// Knows the keys that may call. Answers from memory, in the same time for all wrong keys.
@FunctionalInterface
public interface ApiKeys {
    boolean permits(String key);
}
