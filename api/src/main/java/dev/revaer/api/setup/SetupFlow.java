package dev.revaer.api.setup;

import java.time.Instant;

import dev.revaer.api.key.KeyAnswer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Sets Revaer up once.
public interface SetupFlow {
    /// Gives out a token in place of the one before.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `SetupDone`
    SetupToken start();

    /// Applies settings and issues the first key with the scope admin, both or neither.
    ///
    /// @param settings a merge patch over the defaults
    /// @param label of the key
    /// @throws dev.revaer.api.problem.ApiException with `SetupDone`, `SetupTokenUnknown`, `SetupTokenExpired` or `Invalid`
    Completed complete(@Nullable String token, JsonNode settings, String label);

    /// A token that nobody can read again.
    record SetupToken(String token, Instant expiresAt) {}

    /// The setup is done.
    ///
    /// @param secret of the key, to be sent with each request; shown this once
    /// @param revision of the settings that hold now
    record Completed(KeyAnswer key, String secret, long revision) {
        /// Without the secret.
        @Override
        public String toString() {
            return "Completed[" + key + ", " + revision + "]";
        }
    }
}
