package dev.revaer.app.catalog;

import java.time.Instant;

import dev.revaer.app.database.Database;
import dev.revaer.app.database.DatabaseFixture;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;

import static dev.revaer.app.database.schema.Tables.TORRENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

@Execution(CONCURRENT)
@Timeout(60)
class CounterTableIT {
    private static final Instant SEEN = Instant.parse("2026-11-01T12:00:00Z");

    private Database database;
    private DSLContext sql;
    private CounterTable table;

    @BeforeEach
    void open() {
        database = Database.open(DatabaseFixture.freshDatabase());
        sql = DSL.using(database.dataSource(), SQLDialect.POSTGRES);
        table = new CounterTable(sql);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void stopsRunningClocksWhenTheServiceWasLastSeen() {
        keep("a", SEEN.minusMillis(90_500), null);
        keep("b", SEEN.minusSeconds(60), SEEN.minusMillis(1));
        keep("c", SEEN.plusSeconds(5), null);
        keep("d", null, null);
        table.seenAlive(SEEN);

        table.stopClocks();

        assertThat(clocks("a")).isEqualTo("91500 null, 2000 null");
        assertThat(clocks("b")).isEqualTo("61000 null, 2001 null");
        assertThat(clocks("c")).as("the machine's clock was set back").isEqualTo("1000 null, 2000 null");
        assertThat(clocks("d")).isEqualTo("1000 null, 2000 null");
    }

    @Test
    void stopsClocksThoughItIsNotKnownWhenTheServiceWasLastSeen() {
        keep("a", SEEN, SEEN);

        table.stopClocks();

        assertThat(clocks("a")).isEqualTo("1000 null, 2000 null");
    }

    private void keep(String digit, @Nullable Instant activeSince, @Nullable Instant seedingSince) {
        sql.insertInto(TORRENT)
                .set(TORRENT.INFO_HASH, digit.repeat(40))
                .set(TORRENT.INFO_HASH_V1, digit.repeat(40))
                .set(TORRENT.NAME, digit)
                .set(TORRENT.MAGNET, "magnet:?xt=urn:btih:" + digit.repeat(40))
                .set(TORRENT.DOWNLOAD_DIR, "/downloads")
                .set(TORRENT.PAUSED, false)
                .set(TORRENT.ADDED_AT, SEEN)
                .set(TORRENT.ACTIVE_MILLIS, 1000L)
                .set(TORRENT.ACTIVE_SINCE, activeSince)
                .set(TORRENT.SEEDING_MILLIS, 2000L)
                .set(TORRENT.SEEDING_SINCE, seedingSince)
                .execute();
    }

    private String clocks(String digit) {
        var row = sql.selectFrom(TORRENT).where(TORRENT.INFO_HASH.eq(digit.repeat(40))).fetchSingle();
        return row.getActiveMillis() + " " + row.getActiveSince() + ", " + row.getSeedingMillis() + " "
                + row.getSeedingSince();
    }
}
