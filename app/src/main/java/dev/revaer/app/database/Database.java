package dev.revaer.app.database;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.revaer.app.database.breaker.Breaker;
import dev.revaer.app.database.breaker.GuardedDataSource;
import dev.revaer.app.database.breaker.Heartbeat;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/// A migrated PostgreSQL database and the pool of connections to it.
public final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration VALIDATION_TIMEOUT = Duration.ofSeconds(2);
    /// Longer than a statement may take, so that the server is the first to give up if it still can.
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MIGRATION_TIMEOUT = Duration.ofHours(1);
    /// Not among the options of the connection, which a pooler between would not pass on.
    private static final String LIMITS = """
            set statement_timeout = '8s';
            set lock_timeout = '4s';
            set idle_in_transaction_session_timeout = '60s'""";

    private final HikariDataSource pool;
    private final Breaker breaker = new Breaker(System::nanoTime);
    private final DataSource guarded;
    private final Heartbeat heartbeat;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.guarded = new GuardedDataSource(pool, breaker);
        this.heartbeat = Heartbeat.start(pool, breaker);
    }

    /// Brings the schema up to date, then opens the pool.
    ///
    /// Two processes may do so at once: the second waits for the first.
    ///
    /// @throws DatabaseException if the server can't be reached, a migration fails, or the schema holds a migration
    ///             this program doesn't know, because a newer Revaer has used it
    public static Database open(DatabaseAddress address) {
        try {
            migrate(address);
            return new Database(new HikariDataSource(poolOf(address)));
        } catch (FlywayException | HikariPool.PoolInitializationException e) {
            throw new DatabaseException(unusable(address, e), e);
        }
    }

    /// Looks whether [#open] would do, and changes nothing.
    ///
    /// @return what is wrong, for people; empty if nothing is
    public static Optional<String> fault(DatabaseAddress address) {
        try {
            refuseNewer(address, flyway(address, SOCKET_TIMEOUT));
            return Optional.empty();
        } catch (FlywayException e) {
            return Optional.of(unusable(address, e));
        } catch (DatabaseException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Gives connections out of the pool. While the server is away, asking for one fails with an
    /// `SQLTransientConnectionException`: at once if the breaker is open, else after 4 s at most. Once the server is back,
    /// so are the connections. A statement that takes more than 8 s is cancelled.
    public DataSource dataSource() {
        return guarded;
    }

    public Breaker breaker() {
        return breaker;
    }

    /// How long the database took for the last probe that it answered.
    public Duration latency() {
        return heartbeat.latency();
    }

    @Override
    public void close() {
        heartbeat.close();
        pool.close();
    }

    /// Takes its own connection: a migration may need longer than the pool lets a statement run.
    private static void migrate(DatabaseAddress address) {
        var flyway = flyway(address, MIGRATION_TIMEOUT);
        refuseNewer(address, flyway);
        flyway.migrate();
    }

    private static Flyway flyway(DatabaseAddress address, Duration patience) {
        return Flyway.configure()
                .dataSource(address.dataSource(CONNECTION_TIMEOUT, patience))
                .ignoreMigrationPatterns("*:future", "*:missing")
                .load();
    }

    private static void refuseNewer(DatabaseAddress address, Flyway flyway) {
        var unknown = Arrays.stream(flyway.info().applied()).filter(Database::isUnknown).findFirst();
        if (unknown.isPresent()) {
            throw new DatabaseException(
                    "the database of " + address + " was used by a newer Revaer: it has migration "
                            + unknown.get().getVersion() + " (" + unknown.get().getDescription()
                            + "), which this version doesn't know; start that version or a later one");
        }
    }

    private static boolean isUnknown(MigrationInfo migration) {
        return switch (migration.getState()) {
            case FUTURE_SUCCESS, FUTURE_FAILED, MISSING_SUCCESS, MISSING_FAILED -> true;
            default -> false;
        };
    }

    private static HikariConfig poolOf(DatabaseAddress address) {
        var config = new HikariConfig();
        config.setPoolName("revaer");
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setValidationTimeout(VALIDATION_TIMEOUT.toMillis());
        config.setConnectionInitSql(LIMITS);
        config.addDataSourceProperty("ApplicationName", "revaer");
        config.addDataSourceProperty("connectTimeout", CONNECTION_TIMEOUT.toSeconds());
        config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT.toSeconds());
        config.addDataSourceProperty("tcpKeepAlive", true);
        return config;
    }

    private static String unusable(DatabaseAddress address, Throwable thrown) {
        return "can't use the database of " + address + ": " + rootMessage(thrown)
                + "; start the server, or correct DATABASE_URL";
    }

    private static String rootMessage(Throwable thrown) {
        var root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
