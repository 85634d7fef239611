package dev.revaer.app.setting;

import java.time.Instant;
import java.util.List;

import dev.revaer.app.database.StorableText;
import dev.revaer.app.document.Documents;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static dev.revaer.app.database.schema.Tables.SETTINGS;

/// The table `settings`: a row per revision, the last of which holds. Revaer changes none of them, but for the key that
/// their secrets are sealed with; somebody with psql may.
public final class SettingsTable {
    private static final Field<String> DIGEST = DSL
            .field("md5({0}::text)", SQLDataType.CHAR(32), SETTINGS.DOCUMENT);

    private final DSLContext sql;
    private final SettingsSecrets secrets;

    public SettingsTable(DSLContext sql, SettingsSecrets secrets) {
        this.sql = sql;
        this.secrets = secrets;
    }

    /// What tells one state of the table from another: the last revision and a digest of its document.
    record Mark(long revision, String digest) {
        static final Mark NONE = new Mark(0, "");
    }

    /// A revision as it is kept.
    ///
    /// @param document what was set, its secrets in clear where they can be opened: members that differ from the defaults. Anything, if it was written by hand
    /// @param changes `[{pointer, before, after}]`, secrets masked
    /// @param isTold whether an event has told of it
    record Row(
            Mark mark,
            Instant at,
            String actor,
            @Nullable String reason,
            @Nullable Long restoredFrom,
            JsonNode document,
            JsonNode changes,
            boolean isTold) {}

    /// How the last revision looks; [Mark#NONE] if nothing was ever set.
    Mark mark() {
        var last = sql.select(SETTINGS.REVISION, DIGEST)
                .from(SETTINGS)
                .orderBy(SETTINGS.REVISION.desc())
                .limit(1)
                .fetchOne();
        return last == null ? Mark.NONE : new Mark(last.value1(), last.value2());
    }

    /// The newest, newest first.
    ///
    /// @param before older than this; null for the newest of all
    List<Row> rows(@Nullable Long before, int limit) {
        return sql.select(SETTINGS.asterisk(), DIGEST)
                .from(SETTINGS)
                .where(before == null ? DSL.noCondition() : SETTINGS.REVISION.lt(before))
                .orderBy(SETTINGS.REVISION.desc())
                .limit(limit)
                .fetch(this::row);
    }

    @Nullable
    Row row(long revision) {
        return sql.select(SETTINGS.asterisk(), DIGEST)
                .from(SETTINGS)
                .where(SETTINGS.REVISION.eq(revision))
                .fetchOne(this::row);
    }

    /// Keeps a revision that is told of in the same transaction.
    ///
    /// @throws DataAccessException also if there is one of this number
    Mark insert(Row row) {
        var inserted = sql.insertInto(SETTINGS)
                .set(SETTINGS.REVISION, row.mark().revision())
                .set(SETTINGS.AT, row.at())
                .set(SETTINGS.ACTOR, row.actor())
                .set(SETTINGS.REASON, row.reason())
                .set(SETTINGS.RESTORED_FROM, row.restoredFrom())
                .set(SETTINGS.DOCUMENT, Documents.write(secrets.seal(row.document())))
                .set(SETTINGS.CHANGES, Documents.write(row.changes()))
                .set(SETTINGS.IS_TOLD, true)
                .returningResult(SETTINGS.REVISION, DIGEST)
                .fetchSingle();
        return new Mark(inserted.value1(), inserted.value2());
    }

    /// Takes it upon the caller to tell of a revision that was written by hand.
    ///
    /// @return false if another has
    boolean claim(long revision, JsonNode changes) {
        return sql.update(SETTINGS)
                .set(SETTINGS.CHANGES, Documents.write(changes))
                .set(SETTINGS.IS_TOLD, true)
                .where(SETTINGS.REVISION.eq(revision), SETTINGS.IS_TOLD.isFalse())
                .execute() == 1;
    }

    /// Deletes the oldest of more than so many.
    void prune(int kept) {
        var oldest = sql.select(SETTINGS.REVISION)
                .from(SETTINGS)
                .orderBy(SETTINGS.REVISION.desc())
                .limit(1)
                .offset(kept);
        sql.deleteFrom(SETTINGS).where(SETTINGS.REVISION.le(oldest)).execute();
    }

    /// Seals what is in clear or sealed with an old key, in all revisions. What no key here opens is left as it is.
    public void sealAnew() {
        sql.transaction(transaction -> {
            var rows = transaction.dsl().selectFrom(SETTINGS).orderBy(SETTINGS.REVISION).forUpdate().fetch();
            for (var row : rows) {
                var kept = Documents.LENIENT.readTree(row.getDocument().data());
                if (secrets.isStale(kept)) {
                    transaction.dsl()
                            .update(SETTINGS)
                            .set(SETTINGS.DOCUMENT, Documents.write(secrets.seal(secrets.open(kept))))
                            .where(SETTINGS.REVISION.eq(row.getRevision()))
                            .execute();
                }
            }
        });
    }

    /// The revisions as they are kept, the oldest first, their secrets sealed; part of the transaction that this is
    /// called in.
    List<SavedRevision> saved() {
        return sql.selectFrom(SETTINGS)
                .orderBy(SETTINGS.REVISION)
                .fetch(
                        row -> new SavedRevision(
                                row.getRevision(),
                                row.getAt(),
                                row.getActor(),
                                row.getReason(),
                                row.getRestoredFrom(),
                                secrets.seal(Documents.LENIENT.readTree(row.getDocument().data())),
                                Documents.LENIENT.readTree(row.getChanges().data())));
    }

    /// Keeps revisions of another time, where there are none. The last is not told of yet.
    void adopt(List<SavedRevision> revisions) {
        sql.transaction(transaction -> {
            for (var saved : revisions) {
                transaction.dsl()
                        .insertInto(SETTINGS)
                        .set(SETTINGS.REVISION, saved.revision())
                        .set(SETTINGS.AT, saved.at())
                        .set(SETTINGS.ACTOR, StorableText.of(saved.actor()))
                        .set(SETTINGS.REASON, saved.reason() == null ? null : StorableText.of(saved.reason()))
                        .set(SETTINGS.RESTORED_FROM, saved.restoredFrom())
                        .set(SETTINGS.DOCUMENT, Documents.write(secrets.seal(secrets.open(saved.document()))))
                        .set(SETTINGS.CHANGES, Documents.write(saved.changes()))
                        .set(SETTINGS.IS_TOLD, !saved.equals(revisions.getLast()))
                        .execute();
            }
        });
    }

    /// A document as it is kept, its secrets in clear where they can be opened.
    JsonNode opened(JsonNode kept) {
        return secrets.open(kept);
    }

    private Row row(Record row) {
        return new Row(
                new Mark(row.get(SETTINGS.REVISION), row.get(DIGEST)),
                row.get(SETTINGS.AT),
                row.get(SETTINGS.ACTOR),
                row.get(SETTINGS.REASON),
                row.get(SETTINGS.RESTORED_FROM),
                secrets.open(Documents.LENIENT.readTree(row.get(SETTINGS.DOCUMENT).data())),
                Documents.LENIENT.readTree(row.get(SETTINGS.CHANGES).data()),
                row.get(SETTINGS.IS_TOLD));
    }
}
