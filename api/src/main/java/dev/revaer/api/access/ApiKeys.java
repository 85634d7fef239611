package dev.revaer.api.access;

import org.jspecify.annotations.Nullable;

/// Knows the keys that may call. Answers from memory, in the same time for all wrong keys.
@FunctionalInterface
public interface ApiKeys {
    /// Who holds a key; null for one that is not known, or not any more.
    @Nullable
    KeyHolder holder(String key);
}
