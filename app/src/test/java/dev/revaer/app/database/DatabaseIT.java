package dev.revaer.app.database;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static dev.revaer.app.database.schema.Tables.EVENT_NUMBERING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Execution(ExecutionMode.CONCURRENT)
class DatabaseIT {
    @Test
    void migratesAnEmptyDatabase() {
        try (var database = Database.open(DatabaseFixture.emptyDatabase())) {
            assertThat(nextEventId(database)).isEqualTo(1);
        }
    }

    @Test
    void leavesAMigratedDatabaseAsItIs() {
        var address = DatabaseFixture.emptyDatabase();
        try (var database = Database.open(address)) {
            DSL.using(database.dataSource(), SQLDialect.POSTGRES)
                    .update(EVENT_NUMBERING)
                    .set(EVENT_NUMBERING.NEXT_ID, 100L)
                    .execute();
        }

        try (var database = Database.open(address)) {
            assertThat(nextEventId(database)).isEqualTo(100);
        }
    }

    @Test
    void isMigratedOnceByTwoAtOnce() {
        var address = DatabaseFixture.emptyDatabase();

        var first = CompletableFuture.supplyAsync(() -> Database.open(address), Thread::startVirtualThread);
        var second = CompletableFuture.supplyAsync(() -> Database.open(address), Thread::startVirtualThread);

        try (var one = first.join(); var other = second.join()) {
            assertThat(nextEventId(one)).isEqualTo(nextEventId(other));
        }
    }

    @Test
    void refusesADatabaseFromANewerVersion() throws SQLException {
        var address = DatabaseFixture.emptyDatabase();
        try (var database = Database.open(address);
                var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                            insert into flyway_schema_history
                                (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                            values (1000, '1000', 'holograms', 'SQL', 'V1000__holograms.sql', 1, 'newer', 1, true)""");
        }

        assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> Database.open(address))
                .withMessageContaining("newer Revaer")
                .withMessageContaining("1000 (holograms)");
    }

    @Test
    void saysWhyItCantBeOpenedWithoutThePassword() {
        var address = DatabaseFixture.emptyDatabase();
        var stranger = new DatabaseAddress(
                address.jdbcUrl() + "_not_there",
                address.user(),
                address.password());

        assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> Database.open(stranger))
                .withMessageContaining("can't use the database of ")
                .withMessageContaining("_not_there\" does not exist")
                .withMessageNotContaining(address.password());
    }

    @Test
    void namesItselfToTheServer() throws SQLException {
        try (var database = Database.open(DatabaseFixture.emptyDatabase());
                var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery("show application_name")) {
            result.next();

            assertThat(result.getString(1)).isEqualTo("revaer");
        }
    }

    private static long nextEventId(Database database) {
        return DSL.using(database.dataSource(), SQLDialect.POSTGRES)
                .select(EVENT_NUMBERING.NEXT_ID)
                .from(EVENT_NUMBERING)
                .fetchSingle()
                .value1();
    }
}
