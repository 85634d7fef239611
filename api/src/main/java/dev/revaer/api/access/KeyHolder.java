package dev.revaer.api.access;

import java.util.Set;
import java.util.UUID;

/// Who presents a key that is known.
public record KeyHolder(UUID id, String label, Set<Scope> scopes) {
    public KeyHolder {
        scopes = Set.copyOf(scopes);
    }
}
