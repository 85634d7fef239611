package dev.revaer.app.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.revaer.api.audit.AuditLog;
import dev.revaer.app.database.StorableText;
import dev.revaer.app.database.Store;
import dev.revaer.app.document.Documents;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

import static dev.revaer.app.database.schema.Tables.AUDIT;

/// The table `audit`.
public final class AuditTable implements AuditLog {
    /// Who does what no caller asked for.
    public static final String SYSTEM = "system";
    /// The action of a request that was not let in.
    static final String DENIED = "access.denied";

    private static final TypeReference<LinkedHashMap<String, Object>> DETAIL = new TypeReference<>() {
    };

    private final DSLContext sql;

    public AuditTable(DSLContext sql) {
        this.sql = sql;
    }

    /// Notes a change; to be part of the transaction that makes it.
    ///
    /// @param actor label of an API key, or [#SYSTEM]
    /// @param action `torrent.limits`
    /// @param subject info hash or name of what was changed
    /// @param detail shown as JSON
    public void insert(String actor, String action, @Nullable String subject, Map<String, ?> detail) {
        sql.insertInto(AUDIT)
                .set(AUDIT.AT, Instant.now())
                .set(AUDIT.ACTOR, StorableText.of(actor))
                .set(AUDIT.ACTION, action)
                .set(AUDIT.SUBJECT, subject == null ? null : StorableText.of(subject))
                .set(AUDIT.DETAIL, Documents.write(detail))
                .execute();
    }

    /// What is to be noted.
    record Note(String actor, String action, @Nullable String subject, Map<String, ?> detail) {}

    /// Notes several in one transaction.
    void insertAll(List<Note> notes) {
        sql.transaction(transaction -> {
            var table = new AuditTable(transaction.dsl());
            notes.forEach(note -> table.insert(note.actor(), note.action(), note.subject(), note.detail()));
        });
    }

    @Override
    public List<Entry> entries(@Nullable Long before, int limit) {
        return Store.call(
                () -> sql.selectFrom(AUDIT)
                        .where(before == null ? DSL.noCondition() : AUDIT.ID.lt(before))
                        .orderBy(AUDIT.ID.desc())
                        .limit(limit)
                        .fetch(AuditTable::entry));
    }

    /// Deletes what is too old, and the oldest of what is too much.
    void prune(int kept, Instant since) {
        var lastTooMany = sql.select(AUDIT.ID)
                .from(AUDIT)
                .orderBy(AUDIT.ID.desc())
                .offset(kept)
                .limit(1)
                .fetchOptional(AUDIT.ID)
                .orElse(0L);
        sql.deleteFrom(AUDIT).where(AUDIT.ID.le(lastTooMany).or(AUDIT.AT.lt(since))).execute();
    }

    /// Deletes the oldest denials of what is too much, so that they crowd out no changes.
    void pruneDenials(int kept) {
        var lastTooMany = sql.select(AUDIT.ID)
                .from(AUDIT)
                .where(AUDIT.ACTION.eq(DENIED))
                .orderBy(AUDIT.ID.desc())
                .offset(kept)
                .limit(1)
                .fetchOptional(AUDIT.ID)
                .orElse(0L);
        sql.deleteFrom(AUDIT).where(AUDIT.ACTION.eq(DENIED)).and(AUDIT.ID.le(lastTooMany)).execute();
    }

    private static Entry entry(Record row) {
        return new Entry(
                row.get(AUDIT.ID),
                row.get(AUDIT.AT),
                row.get(AUDIT.ACTOR),
                row.get(AUDIT.ACTION),
                row.get(AUDIT.SUBJECT),
                Documents.LENIENT.readValue(row.get(AUDIT.DETAIL).data(), DETAIL));
    }
}
