package dev.revaer.app.idempotency;

import java.time.Clock;

import dev.revaer.api.idempotency.IdempotencyFilter;
import dev.revaer.api.idempotency.KeptAnswers;
import dev.revaer.app.database.Store;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

import static dev.revaer.app.database.schema.Tables.KEPT_ANSWER;

/// The table `kept_answer`.
public final class AnswerTable implements KeptAnswers {
    /// The newest so many are kept.
    static final int MOST = 10_000;
    /// And of these the newest that have so many bytes together.
    static final long MOST_BYTES = 256L * 1024 * 1024;

    private static final String PRUNE = """
            delete from kept_answer a using (
                select api_key, idempotency_key,
                       row_number() over newest as place,
                       sum(octet_length(body)) over newest as bytes
                from kept_answer window newest as (order by at desc, api_key, idempotency_key)) counted
            where a.api_key = counted.api_key and a.idempotency_key = counted.idempotency_key
                and (counted.place > ? or counted.bytes > ?)""";

    private final DSLContext sql;
    private final Clock clock;

    public AnswerTable(DSLContext sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public @Nullable KeptAnswer find(RequestName name) {
        var since = clock.instant().minus(IdempotencyFilter.KEPT);
        return Store.call(
                () -> sql.selectFrom(KEPT_ANSWER)
                        .where(KEPT_ANSWER.API_KEY.eq(name.apiKey()))
                        .and(KEPT_ANSWER.IDEMPOTENCY_KEY.eq(name.key()))
                        .and(KEPT_ANSWER.AT.ge(since))
                        .fetchOne(
                                row -> new KeptAnswer(
                                        row.getFingerprint(),
                                        row.getStatus(),
                                        row.getContentType(),
                                        row.getLocation(),
                                        row.getBody())));
    }

    /// Takes the place of one of this name that is too old.
    @Override
    public void keep(RequestName name, KeptAnswer answer) {
        var row = sql.newRecord(KEPT_ANSWER);
        row.setApiKey(name.apiKey());
        row.setIdempotencyKey(name.key());
        row.setFingerprint(answer.fingerprint());
        row.setStatus(answer.status());
        row.setContentType(answer.contentType());
        row.setLocation(answer.location());
        row.setBody(answer.body());
        row.setAt(clock.instant());
        Store.run(
                () -> sql.insertInto(KEPT_ANSWER)
                        .set(row)
                        .onConflict(KEPT_ANSWER.API_KEY, KEPT_ANSWER.IDEMPOTENCY_KEY)
                        .doUpdate()
                        .set(row)
                        .execute());
    }

    /// Deletes what is too old, and the oldest of what is too much.
    void prune() {
        prune(MOST, MOST_BYTES);
    }

    void prune(int most, long mostBytes) {
        sql.deleteFrom(KEPT_ANSWER)
                .where(KEPT_ANSWER.AT.lt(clock.instant().minus(IdempotencyFilter.KEPT)))
                .execute();
        sql.execute(PRUNE, most, mostBytes);
    }
}
