package dev.revaer.app.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

import dev.revaer.engine.Torrent;
import dev.revaer.engine.seeding.Counters;
import dev.revaer.engine.seeding.Stopwatch;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

import static dev.revaer.app.database.schema.Tables.SERVICE_LIFE;
import static dev.revaer.app.database.schema.Tables.TORRENT;

/// The columns of the table `torrent` that count. A clock that runs is not written while it does: when the service was
/// last seen alive tells how long it ran.
public final class CounterTable {
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
        var seen = sql.select(SERVICE_LIFE.ALIVE_AT).from(SERVICE_LIFE).fetchOne(SERVICE_LIFE.ALIVE_AT);
        for (var row : sql
                .select(
                        TORRENT.INFO_HASH,
                        TORRENT.UPLOADED_BYTES,
                        TORRENT.RECEIVED_BYTES,
                        TORRENT.ACTIVE_MILLIS,
                        TORRENT.ACTIVE_SINCE,
                        TORRENT.SEEDING_MILLIS,
                        TORRENT.SEEDING_SINCE)
                .from(TORRENT)
                .where(TORRENT.ACTIVE_SINCE.isNotNull().or(TORRENT.SEEDING_SINCE.isNotNull()))) {
            var stopped = counters(row).run(false, false, seen == null ? Instant.MIN : seen);
            save(row.get(TORRENT.INFO_HASH), stopped);
        }
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
            var table = new CounterTable(transaction.dsl());
            torrents.forEach(torrent -> table.save(torrent.infoHash().hex(), torrent.transfer().counters()));
        });
    }

    private void save(String infoHash, Counters counters) {
        sql.update(TORRENT)
                .set(TORRENT.UPLOADED_BYTES, counters.uploadedBytes())
                .set(TORRENT.RECEIVED_BYTES, counters.receivedBytes())
                .set(TORRENT.ACTIVE_MILLIS, counters.active().before().toMillis())
                .set(TORRENT.ACTIVE_SINCE, counters.active().since())
                .set(TORRENT.SEEDING_MILLIS, counters.seeding().before().toMillis())
                .set(TORRENT.SEEDING_SINCE, counters.seeding().since())
                .where(TORRENT.INFO_HASH.eq(infoHash))
                .execute();
    }

    private static Stopwatch clock(long millis, @Nullable Instant since) {
        return new Stopwatch(Duration.ofMillis(millis), since);
    }
}
