package dev.revaer.app.catalog;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

import dev.revaer.engine.Torrent;
import dev.revaer.engine.seeding.Counters;
import dev.revaer.engine.seeding.Stopwatch;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import static dev.revaer.app.database.schema.Tables.SERVICE_LIFE;
import static dev.revaer.app.database.schema.Tables.TORRENT;

/// The columns of the table `torrent` that count. A clock that runs is not written while it does: when the service was
/// last seen alive tells how long it ran.
public final class CounterTable {
    /// Its values stand for those of each row.
    private static final Query UPDATE = DSL.update(TORRENT)
            .set(TORRENT.UPLOADED_BYTES, 0L)
            .set(TORRENT.RECEIVED_BYTES, 0L)
            .set(TORRENT.ACTIVE_MILLIS, 0L)
            .set(TORRENT.ACTIVE_SINCE, Instant.EPOCH)
            .set(TORRENT.SEEDING_MILLIS, 0L)
            .set(TORRENT.SEEDING_SINCE, Instant.EPOCH)
            .where(TORRENT.INFO_HASH.eq(""));

    private final DSLContext sql;

    public CounterTable(DSLContext sql) {
        this.sql = sql;
    }

    static Counters counters(Record row) {
        return new Counters(
                row.get(TORRENT.UPLOADED_BYTES),
                row.get(TORRENT.RECEIVED_BYTES),
                clock(row.get(TORRENT.ACTIVE_MILLIS), row.get(TORRENT.ACTIVE_SINCE)),
                clock(row.get(TORRENT.SEEDING_MILLIS), row.get(TORRENT.SEEDING_SINCE)));
    }

    /// Stops the clocks that were running when the service last went, at the time it was last seen.
    public void stopClocks() {
        var seen = DSL.field(sql.select(SERVICE_LIFE.ALIVE_AT).from(SERVICE_LIFE));
        sql.update(TORRENT)
                .set(TORRENT.ACTIVE_MILLIS, stopped(TORRENT.ACTIVE_MILLIS, TORRENT.ACTIVE_SINCE, seen))
                .setNull(TORRENT.ACTIVE_SINCE)
                .set(TORRENT.SEEDING_MILLIS, stopped(TORRENT.SEEDING_MILLIS, TORRENT.SEEDING_SINCE, seen))
                .setNull(TORRENT.SEEDING_SINCE)
                .where(TORRENT.ACTIVE_SINCE.isNotNull().or(TORRENT.SEEDING_SINCE.isNotNull()))
                .execute();
    }

    /// The same as [Stopwatch#at], for all rows at once: neither a clock that stands nor a time before it started adds
    /// anything.
    private static Field<Long> stopped(Field<Long> millis, Field<Instant> since, Field<Instant> seen) {
        var ran = DSL.field("floor(extract(epoch from {0} - {1}) * 1000)", BigDecimal.class, seen, since);
        return millis.plus(
                DSL.greatest(DSL.coalesce(ran, BigDecimal.ZERO), DSL.inline(BigDecimal.ZERO))
                        .cast(Long.class));
    }

    /// Marks the service as running.
    ///
    /// @return when it was last seen alive, if it did not stop in order
    public Optional<Instant> begin() {
        var last = sql.selectFrom(SERVICE_LIFE).fetchOptional();
        sql.update(SERVICE_LIFE).set(SERVICE_LIFE.STOPPED_CLEANLY, false).execute();
        return last.filter(row -> !row.get(SERVICE_LIFE.STOPPED_CLEANLY))
                .map(row -> row.get(SERVICE_LIFE.ALIVE_AT));
    }

    void stoppedInOrder() {
        sql.update(SERVICE_LIFE).set(SERVICE_LIFE.STOPPED_CLEANLY, true).execute();
    }

    void seenAlive(Instant now) {
        sql.insertInto(SERVICE_LIFE)
                .set(SERVICE_LIFE.ALIVE_AT, now)
                .onConflict(SERVICE_LIFE.ONLY_ROW)
                .doUpdate()
                .set(SERVICE_LIFE.ALIVE_AT, now)
                .execute();
    }

    /// Keeps the counters of these torrents, all or none.
    void save(Collection<Torrent> torrents) {
        sql.transaction(transaction -> {
            var rows = transaction.dsl().batch(UPDATE);
            torrents.forEach(torrent -> bind(rows, torrent.infoHash().hex(), torrent.transfer().counters()));
            rows.execute();
        });
    }

    /// In the order of [#UPDATE].
    private static void bind(BatchBindStep rows, String infoHash, Counters counters) {
        var _ = rows.bind(
                counters.uploadedBytes(),
                counters.receivedBytes(),
                counters.active().before().toMillis(),
                counters.active().since(),
                counters.seeding().before().toMillis(),
                counters.seeding().since(),
                infoHash);
    }

    private static Stopwatch clock(long millis, @Nullable Instant since) {
        return new Stopwatch(Duration.ofMillis(millis), since);
    }
}
