package dev.revaer.api.idempotency;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/// The answers that were given to requests with an `Idempotency-Key`, kept for [IdempotencyFilter#KEPT] and across
/// restarts. Its methods wait for the database.
public interface KeptAnswers {
    /// Names a request.
    ///
    /// @param apiKey id of the key that called; each has names of its own
    /// @param key 1 to 255 visible ASCII characters
    record RequestName(UUID apiKey, String key) {}

    /// An answer, and what it was the answer to.
    ///
    /// @param fingerprint of the request
    /// @param status of the answer
    /// @param contentType null where there is no body
    /// @param location null where nothing was made
    @SuppressWarnings("ArrayRecordComponent") // handed over, never changed
    record KeptAnswer(
            String fingerprint,
            int status,
            @Nullable String contentType,
            @Nullable String location,
            byte[] body) {}

    /// What was kept; null for nothing, or for what is too old.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `StoreAway`
    @Nullable
    KeptAnswer find(RequestName name);

    /// When this returns the answer would be there after a crash.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `StoreAway`
    void keep(RequestName name, KeptAnswer answer);
}
