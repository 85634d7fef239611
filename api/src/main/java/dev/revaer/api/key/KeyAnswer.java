package dev.revaer.api.key;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.revaer.api.access.Scope;
import org.jspecify.annotations.Nullable;

/// A key without its secret.
///
/// @param scopes in order; each includes those before it
/// @param expiresAt null for never
/// @param lastUsedAt to about ten seconds; null if never
/// @param oldSecretUntil after a rotation, how long the old secret is taken as well; null if it is not
public record KeyAnswer(
        UUID id,
        String label,
        List<Scope> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant oldSecretUntil) {
    public KeyAnswer {
        scopes = scopes.stream().sorted().distinct().toList();
    }

}
