package dev.revaer.app.key;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.revaer.api.access.KeyHolder;
import dev.revaer.api.access.Scope;
import dev.revaer.api.key.KeyLabel;
import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.app.database.Store;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Keys as they stand in a backup: what their secrets are compared with, never the secrets.
public final class SavedKeys {
    private static final int DIGEST_BYTES = 32;

    private final DSLContext sql;
    private final KeyRing ring;

    public SavedKeys(DSLContext sql, KeyRing ring) {
        this.sql = sql;
        this.ring = ring;
    }

    /// One key, without the secret of before its last rotation.
    ///
    /// @param scopes as the API has them
    /// @param digest SHA-256 of the secret, in base64
    /// @param expiresAt null for never
    public record SavedKey(
            UUID id,
            String label,
            List<String> scopes,
            String digest,
            Instant createdAt,
            @Nullable Instant expiresAt) {

        /// Checks the values.
        ///
        /// @throws IllegalArgumentException for what can be no key
        public SavedKey {
            scopes = List.copyOf(scopes);
            var faults = new ArrayList<Fault>();
            label = KeyLabel.check(label, faults);
            if (Base64.getDecoder().decode(digest).length != DIGEST_BYTES || scopes.isEmpty()
                    || scopes.stream().anyMatch(scope -> Scope.ofLabel(scope) == null)
                    || !faults.isEmpty()) {
                throw new IllegalArgumentException("no key: " + id);
            }
        }
    }

    /// All keys, as part of the transaction that this is called in.
    public List<SavedKey> all() {
        return new KeyTable(sql).all()
                .stream()
                .map(
                        key -> new SavedKey(
                                key.holder().id(),
                                key.holder().label(),
                                key.holder().scopes().stream().map(Scope::label).sorted().toList(),
                                Base64.getEncoder().encodeToString(key.digest()),
                                key.createdAt(),
                                key.expiresAt()))
                .toList();
    }

    /// Those that are not here, neither under their id nor by their secret, as many as there may be.
    public List<SavedKey> missing(List<SavedKey> saved) {
        var here = Store.call(this::all);
        var ids = here.stream().map(SavedKey::id).collect(Collectors.toSet());
        var digests = here.stream().map(SavedKey::digest).collect(Collectors.toSet());
        return saved.stream()
                .filter(key -> ids.add(key.id()) && digests.add(key.digest()))
                .limit(Math.max(0, KeyIssuer.MOST_KEYS - here.size()))
                .toList();
    }

    /// Takes them over, all or none; they are good at once.
    public void insert(List<SavedKey> missing) {
        Store.run(() -> sql.transaction(transaction -> {
            var table = new KeyTable(transaction.dsl());
            missing.forEach(key -> table.insert(stored(key)));
        }));
        ring.load();
    }

    private static StoredKey stored(SavedKey key) {
        var scopes = key.scopes()
                .stream()
                .map(Scope::ofLabel)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return new StoredKey(
                new KeyHolder(key.id(), key.label(), scopes),
                Base64.getDecoder().decode(key.digest()),
                key.createdAt(),
                key.expiresAt(),
                null,
                null);
    }
}
