package dev.revaer.api.key;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.revaer.api.access.Scope;
import org.jspecify.annotations.Nullable;

/// Keeps API keys. Each change holds at once here, and within two seconds for others who use the same database.
public interface KeyCatalog {
    /// All keys in the order they were issued, expired ones too.
    List<KeyAnswer> keys();

    /// Makes a key that is taken at once.
    ///
    /// @param actor who asks, for the audit log
    /// @throws dev.revaer.api.problem.ApiException with `TooManyKeys`
    IssuedKey issue(NewKey wanted, String actor);

    /// Gives a key a new secret.
    ///
    /// @param grace how long the old one is taken as well; one from an earlier rotation is not
    /// @throws dev.revaer.api.problem.ApiException with `KeyNotFound`
    IssuedKey rotate(UUID id, Duration grace, String actor);

    /// Takes a key out of use for good.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `KeyNotFound` or `LastAdminKey`
    void revoke(UUID id, String actor);

    /// What a key is to be.
    ///
    /// @param expiresAt null for never
    record NewKey(String label, Set<Scope> scopes, @Nullable Instant expiresAt) {
        public NewKey {
            scopes = Set.copyOf(scopes);
        }
    }
}
