package dev.revaer.app.key;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.revaer.api.access.KeyHolder;
import dev.revaer.api.access.Scope;
import dev.revaer.app.key.StoredKey.OldSecret;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import static dev.revaer.app.database.schema.Tables.API_KEY;

/// The table `api_key`.
final class KeyTable {
    private final DSLContext sql;

    KeyTable(DSLContext sql) {
        this.sql = sql;
    }

    /// All keys in the order they were issued.
    List<StoredKey> all() {
        return sql.selectFrom(API_KEY).orderBy(API_KEY.CREATED_AT, API_KEY.ID).fetch(KeyTable::read);
    }

    @Nullable
    StoredKey find(UUID id) {
        return sql.selectFrom(API_KEY).where(API_KEY.ID.eq(id)).fetchOne(KeyTable::read);
    }

    int count() {
        return sql.fetchCount(API_KEY);
    }

    void insert(StoredKey key) {
        sql.insertInto(API_KEY)
                .set(API_KEY.ID, key.holder().id())
                .set(API_KEY.LABEL, key.holder().label())
                .set(
                        API_KEY.SCOPES,
                        key.holder().scopes().stream().sorted().map(Scope::label).toArray(String[]::new))
                .set(API_KEY.SECRET_SHA256, key.digest())
                .set(API_KEY.CREATED_AT, key.createdAt())
                .set(API_KEY.EXPIRES_AT, key.expiresAt())
                .execute();
    }

    /// @param oldUntil how long the secret of before is taken as well; null for not at all
    void rotate(UUID id, byte[] digest, @Nullable Instant oldUntil) {
        sql.update(API_KEY)
                .set(API_KEY.OLD_SHA256, oldUntil == null ? DSL.inline((byte[]) null) : API_KEY.SECRET_SHA256)
                .set(API_KEY.OLD_UNTIL, oldUntil)
                .set(API_KEY.SECRET_SHA256, digest)
                .where(API_KEY.ID.eq(id))
                .execute();
    }

    void delete(UUID id) {
        sql.deleteFrom(API_KEY).where(API_KEY.ID.eq(id)).execute();
    }

    void deleteLabelled(String label) {
        sql.deleteFrom(API_KEY).where(API_KEY.LABEL.eq(label)).execute();
    }

    /// Keys that may change settings and keys and do not expire; nobody else changes or deletes them until the transaction
    /// ends.
    Set<UUID> lockLastingAdmins() {
        return sql.select(API_KEY.ID)
                .from(API_KEY)
                .where(DSL.value(Scope.ADMIN.label()).eq(DSL.any(API_KEY.SCOPES)))
                .and(API_KEY.EXPIRES_AT.isNull())
                .orderBy(API_KEY.ID)
                .forUpdate()
                .fetchSet(API_KEY.ID);
    }

    void setLastUsed(Map<UUID, Instant> used) {
        sql.batch(
                used.entrySet()
                        .stream()
                        .map(
                                entry -> sql.update(API_KEY)
                                        .set(API_KEY.LAST_USED_AT, entry.getValue())
                                        .where(API_KEY.ID.eq(entry.getKey()))
                                        .and(
                                                API_KEY.LAST_USED_AT.isNull()
                                                        .or(API_KEY.LAST_USED_AT.lt(entry.getValue()))))
                        .toList())
                .execute();
    }

    private static StoredKey read(Record row) {
        var old = row.get(API_KEY.OLD_SHA256);
        return new StoredKey(
                new KeyHolder(row.get(API_KEY.ID), row.get(API_KEY.LABEL), scopes(row.get(API_KEY.SCOPES))),
                row.get(API_KEY.SECRET_SHA256),
                row.get(API_KEY.CREATED_AT),
                row.get(API_KEY.EXPIRES_AT),
                row.get(API_KEY.LAST_USED_AT),
                old == null ? null : new OldSecret(old, row.get(API_KEY.OLD_UNTIL)));
    }

    /// The table takes no others than these.
    private static Set<Scope> scopes(String[] labels) {
        return Stream.of(labels).map(Scope::ofLabel).filter(Objects::nonNull).collect(Collectors.toSet());
    }
}
