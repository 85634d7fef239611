package dev.revaer.app.key;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import dev.revaer.api.access.KeyHolder;
import dev.revaer.api.access.Scope;
import dev.revaer.api.key.KeyAnswer;
import org.jspecify.annotations.Nullable;

/// A row of the table `api_key`.
///
/// @param digest SHA-256 of the secret
/// @param expiresAt null for never
/// @param old what was its secret before the last rotation; null if that is over
@SuppressWarnings("ArrayRecordComponent") // compared in constant time only
record StoredKey(
        KeyHolder holder,
        byte[] digest,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable OldSecret old) {

    /// A secret that is still taken after a rotation.
    @SuppressWarnings("ArrayRecordComponent") // compared in constant time only
    record OldSecret(byte[] digest, Instant until) {}

    /// A key that is not issued yet.
    static StoredKey fresh(
            String label,
            Set<Scope> scopes,
            String secret,
            Instant now,
            @Nullable Instant expiresAt) {
        var holder = new KeyHolder(UUID.randomUUID(), label, scopes);
        return new StoredKey(holder, KeySecret.digest(secret), now, expiresAt, null, null);
    }

    /// Compares both secrets in constant time, whatever comes of the first.
    boolean isOpenedBy(byte[] presented, Instant now) {
        var isNow = MessageDigest.isEqual(digest, presented);
        var isOld = old != null && MessageDigest.isEqual(old.digest(), presented)
                && now.isBefore(old.until());
        return (isNow || isOld) && (expiresAt == null || now.isBefore(expiresAt));
    }

    KeyAnswer shown(Instant now) {
        return new KeyAnswer(
                holder.id(),
                holder.label(),
                holder.scopes().stream().toList(),
                createdAt,
                expiresAt,
                lastUsedAt,
                old != null && now.isBefore(old.until()) ? old.until() : null);
    }
}
