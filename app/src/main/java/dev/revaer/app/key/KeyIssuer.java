package dev.revaer.app.key;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import dev.revaer.api.access.Scope;
import dev.revaer.api.key.IssuedKey;
import dev.revaer.api.key.KeyAnswer;
import dev.revaer.api.key.KeyCatalog;
import dev.revaer.api.problem.ApiError.AccessError.KeyNotFound;
import dev.revaer.api.problem.ApiError.AccessError.LastAdminKey;
import dev.revaer.api.problem.ApiError.AccessError.TooManyKeys;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.audit.AuditTable;
import dev.revaer.app.database.Store;
import org.jooq.DSLContext;

/// Issues, rotates and revokes keys. A key that can change settings and keys and does not expire is always left.
public final class KeyIssuer implements KeyCatalog {
    /// Each request is compared with all of them.
    static final int MOST_KEYS = 500;

    private final DSLContext sql;
    private final KeyRing ring;
    private final Clock clock;

    public KeyIssuer(DSLContext sql, KeyRing ring, Clock clock) {
        this.sql = sql;
        this.ring = ring;
        this.clock = clock;
    }

    @Override
    public List<KeyAnswer> keys() {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Store.call(() -> new KeyTable(sql).all().stream().map(key -> key.shown(now)).toList());
    }

    @Override
    public IssuedKey issue(NewKey wanted, String actor) {
        var draft = draft(wanted);
        change(dsl -> insert(dsl, draft, actor));
        return draft.issued();
    }

    /// A key that is made but not yet kept: whoever makes it the fact of a larger transaction keeps it by [#insert].
    public Draft draft(NewKey wanted) {
        var secret = KeySecret.ofKey();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var key = StoredKey.fresh(wanted.label(), wanted.scopes(), secret, now, wanted.expiresAt());
        return new Draft(key, new IssuedKey(key.shown(now), secret));
    }

    /// Keeps a draft; part of the transaction around it. [KeyRing#load] makes it known.
    ///
    /// @throws ApiException with [TooManyKeys]
    public void insert(DSLContext dsl, Draft draft, String actor) {
        var table = new KeyTable(dsl);
        if (table.count() >= MOST_KEYS) {
            throw new ApiException(new TooManyKeys(MOST_KEYS));
        }
        table.insert(draft.key());
        note(dsl, actor, "key.issue", draft.key(), Map.of());
    }

    @Override
    public IssuedKey rotate(UUID id, Duration grace, String actor) {
        var secret = KeySecret.ofKey();
        var oldUntil = grace.isZero() ? null : clock.instant().plus(grace);
        change(dsl -> {
            var table = new KeyTable(dsl);
            var key = find(table, id);
            table.rotate(id, KeySecret.digest(secret), oldUntil);
            note(dsl, actor, "key.rotate", key, Map.of("grace", grace.toString()));
        });
        var rotated = Store.call(() -> find(new KeyTable(sql), id));
        return new IssuedKey(rotated.shown(clock.instant()), secret);
    }

    @Override
    public void revoke(UUID id, String actor) {
        change(dsl -> {
            var table = new KeyTable(dsl);
            var admins = table.lockLastingAdmins();
            var key = find(table, id);
            if (admins.equals(Set.of(id))) {
                throw new ApiException(new LastAdminKey(key.holder().label()));
            }
            table.delete(id);
            note(dsl, actor, "key.revoke", key, Map.of());
        });
    }

    /// Makes a new key that may do everything in place of all others with its label.
    ///
    /// @return the key, which nobody will be able to read again
    String replace(String label) {
        var draft = draft(new NewKey(label, Set.of(Scope.ADMIN), null));
        change(dsl -> {
            new KeyTable(dsl).deleteLabelled(label);
            insert(dsl, draft, AuditTable.SYSTEM);
        });
        return draft.issued().secret();
    }

    /// Whether a key may do everything.
    boolean isAdmin(String key) {
        var holder = ring.holder(key);
        return holder != null && Scope.ADMIN.isIn(holder.scopes());
    }

    private void change(Consumer<DSLContext> change) {
        Store.run(() -> sql.transaction(transaction -> change.accept(transaction.dsl())));
        Store.run(ring::load);
    }

    private static StoredKey find(KeyTable table, UUID id) {
        var key = table.find(id);
        if (key == null) {
            throw new ApiException(new KeyNotFound(id.toString()));
        }
        return key;
    }

    private static void note(
            DSLContext dsl,
            String actor,
            String action,
            StoredKey key,
            Map<String, String> more) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("label", key.holder().label());
        detail.put("scopes", Scope.labels(key.holder().scopes()));
        var expiresAt = key.expiresAt();
        if (expiresAt != null) {
            detail.put("expiresAt", expiresAt.toString());
        }
        detail.putAll(more);
        new AuditTable(dsl).insert(actor, action, key.holder().id().toString(), detail);
    }

    /// A key with its secret, not yet kept.
    public static final class Draft {
        private final StoredKey key;
        private final IssuedKey issued;

        private Draft(StoredKey key, IssuedKey issued) {
            this.key = key;
            this.issued = issued;
        }

        public IssuedKey issued() {
            return issued;
        }

        private StoredKey key() {
            return key;
        }
    }
}
