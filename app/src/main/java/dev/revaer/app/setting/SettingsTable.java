package dev.revaer.app.setting;

import java.time.Instant;

import dev.revaer.app.document.Documents;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import static dev.revaer.app.database.schema.Tables.SETTINGS;

/// The table `settings`: a row per revision, none of them ever changed.
public final class SettingsTable {
    private final DSLContext sql;

    public SettingsTable(DSLContext sql) {
        this.sql = sql;
    }

    /// What was set by a revision.
    record Revision(long number, ObjectNode set) {}

    /// The one that holds; null if nothing was ever set.
    @Nullable
    Revision last() {
        return sql.selectFrom(SETTINGS)
                .orderBy(SETTINGS.REVISION.desc())
                .limit(1)
                .fetchOne(
                        row -> new Revision(
                                row.get(SETTINGS.REVISION),
                                (ObjectNode) Documents.LENIENT
                                        .readTree(row.get(SETTINGS.DOCUMENT).data())));
    }

    void insert(Revision revision, Instant at, String actor) {
        sql.insertInto(SETTINGS)
                .set(SETTINGS.REVISION, revision.number())
                .set(SETTINGS.AT, at)
                .set(SETTINGS.ACTOR, actor)
                .set(SETTINGS.DOCUMENT, Documents.write(revision.set()))
                .execute();
    }
}
