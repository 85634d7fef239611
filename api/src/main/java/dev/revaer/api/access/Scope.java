package dev.revaer.api.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/// What a key may do. Each includes those before it.
public enum Scope {
    /// Sees torrents, events and settings; changes nothing.
    READ,
    /// Adds, changes and removes torrents, labels and bans.
    TORRENTS,
    /// Changes settings and keys, and sees the audit log.
    ADMIN;

    /// The scope that is called so; null for none.
    public static @Nullable Scope ofLabel(String label) {
        return Arrays.stream(values()).filter(scope -> scope.label().equals(label)).findFirst().orElse(null);
    }

    /// `read`.
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether one of the scopes includes this one.
    public boolean isIn(Set<Scope> held) {
        return held.stream().anyMatch(scope -> scope.compareTo(this) >= 0);
    }

    /// The labels in order: `read, admin`.
    public static String labels(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::label).collect(Collectors.joining(", "));
    }
}
