package dev.revaer.app.hook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.revaer.app.database.StorableText;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

import static dev.revaer.app.database.schema.Tables.FSOPS_DELIVERY;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.selectOne;

/// The table `fsops_delivery`.
public final class DeliveryTable {
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_DEAD_COUNTED = 1_000;
    private static final int MOST_KEPT = 20_000;
    private static final Duration KEPT_FOR = Duration.ofDays(30);

    private final DSLContext sql;

    /// What is due to be told.
    ///
    /// @param attempts made before
    record Delivery(UUID id, String infoHash, String body, int attempts) {}

    public DeliveryTable(DSLContext sql) {
        this.sql = sql;
    }

    /// Keeps what is to be told. Where ten thousand wait already, it is dead from the beginning.
    void insert(Hook hook, String infoHash, String body, Instant now) {
        var waiting = sql.fetchCount(
                selectOne().from(FSOPS_DELIVERY)
                        .where(FSOPS_DELIVERY.STATE.eq("waiting"))
                        .limit(MOST_WAITING));
        var isFull = waiting >= MOST_WAITING;
        sql.insertInto(FSOPS_DELIVERY)
                .set(FSOPS_DELIVERY.HOOK, hook.label())
                .set(FSOPS_DELIVERY.INFO_HASH, infoHash)
                .set(FSOPS_DELIVERY.BODY, StorableText.of(body))
                .set(FSOPS_DELIVERY.STATE, isFull ? "dead" : "waiting")
                .set(FSOPS_DELIVERY.CREATED_AT, now)
                .set(FSOPS_DELIVERY.NEXT_TRY_AT, now)
                .set(FSOPS_DELIVERY.ENDED_AT, isFull ? now : null)
                .set(FSOPS_DELIVERY.DETAIL, isFull ? MOST_WAITING + " others waited already" : null)
                .execute();
    }

    /// What is due, that which has waited longest first.
    List<Delivery> due(Hook hook, Instant now, int limit) {
        return sql.select(
                FSOPS_DELIVERY.ID,
                FSOPS_DELIVERY.INFO_HASH,
                FSOPS_DELIVERY.BODY,
                FSOPS_DELIVERY.ATTEMPTS)
                .from(FSOPS_DELIVERY)
                .where(
                        FSOPS_DELIVERY.STATE.eq("waiting")
                                .and(FSOPS_DELIVERY.HOOK.eq(hook.label()))
                                .and(FSOPS_DELIVERY.NEXT_TRY_AT.le(now)))
                .orderBy(FSOPS_DELIVERY.NEXT_TRY_AT)
                .limit(limit)
                .fetch(row -> new Delivery(row.value1(), row.value2(), row.value3(), row.value4()));
    }

    /// Notes how a try went.
    ///
    /// @param state `delivered`, `dead`, or `waiting` for the next try
    void tried(UUID id, String state, Instant nextTryAt, String detail, @Nullable String output) {
        sql.update(FSOPS_DELIVERY)
                .set(FSOPS_DELIVERY.STATE, state)
                .set(FSOPS_DELIVERY.ATTEMPTS, FSOPS_DELIVERY.ATTEMPTS.plus(1))
                .set(FSOPS_DELIVERY.NEXT_TRY_AT, nextTryAt)
                .set(FSOPS_DELIVERY.ENDED_AT, state.equals("waiting") ? null : Instant.now())
                .set(FSOPS_DELIVERY.DETAIL, StorableText.of(detail))
                .set(FSOPS_DELIVERY.OUTPUT, output == null ? null : StorableText.of(output))
                .where(FSOPS_DELIVERY.ID.eq(id))
                .execute();
    }

    /// Has a dead one tried again.
    ///
    /// @return false if it is not dead
    boolean revive(UUID id, Instant now) {
        return sql.update(FSOPS_DELIVERY)
                .set(FSOPS_DELIVERY.STATE, "waiting")
                .set(FSOPS_DELIVERY.ATTEMPTS, 0)
                .set(FSOPS_DELIVERY.NEXT_TRY_AT, now)
                .setNull(FSOPS_DELIVERY.ENDED_AT)
                .where(FSOPS_DELIVERY.ID.eq(id).and(FSOPS_DELIVERY.STATE.eq("dead")))
                .execute() > 0;
    }

    /// How many died since then, a thousand at most.
    int dead(Instant since) {
        return sql.fetchCount(
                selectOne().from(FSOPS_DELIVERY)
                        .where(FSOPS_DELIVERY.STATE.eq("dead").and(FSOPS_DELIVERY.ENDED_AT.ge(since)))
                        .limit(MOST_DEAD_COUNTED));
    }

    /// How many there are in each state.
    Map<String, Integer> counts() {
        return sql.select(FSOPS_DELIVERY.STATE, count())
                .from(FSOPS_DELIVERY)
                .groupBy(FSOPS_DELIVERY.STATE)
                .fetchMap(FSOPS_DELIVERY.STATE, count());
    }

    /// Forgets what is over and old, and the oldest of what is too much.
    void prune(Instant now) {
        var isOver = FSOPS_DELIVERY.STATE.ne("waiting");
        var lastTooMany = sql.select(FSOPS_DELIVERY.CREATED_AT)
                .from(FSOPS_DELIVERY)
                .where(isOver)
                .orderBy(FSOPS_DELIVERY.CREATED_AT.desc())
                .offset(MOST_KEPT)
                .limit(1)
                .fetchOptional(FSOPS_DELIVERY.CREATED_AT)
                .orElse(Instant.EPOCH);
        sql.deleteFrom(FSOPS_DELIVERY)
                .where(
                        isOver.and(
                                FSOPS_DELIVERY.CREATED_AT.le(lastTooMany)
                                        .or(FSOPS_DELIVERY.CREATED_AT.lt(now.minus(KEPT_FOR)))))
                .execute();
    }
}
