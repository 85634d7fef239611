package dev.revaer.app.database;

import java.time.Duration;
import java.util.Arrays;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/// A migrated PostgreSQL database and the pool of connections to it.
public final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
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
            throw new DatabaseException("can't use the database of " + address + ": " + rootMessage(e), e);
        }
    }

    /// Gives connections out of the pool. While the server is away, asking for one fails after 5 s at most with an
    /// `SQLTransientConnectionException`; once the server is back, so are the connections.
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }

    /// Takes its own connection: a migration may need longer than the pool lets a statement run.
    private static void migrate(DatabaseAddress address) {
        var flyway = Flyway.configure()
                .dataSource(address.jdbcUrl(), address.user(), address.password())
                .ignoreMigrationPatterns("*:future", "*:missing")
                .load();
        var unknown = Arrays.stream(flyway.info().applied()).filter(Database::isUnknown).findFirst();
        if (unknown.isPresent()) {
            throw new DatabaseException(
                    "the database of " + address + " was used by a newer Revaer: it has migration "
                            + unknown.get().getVersion() + " (" + unknown.get().getDescription()
                            + "), which this version doesn't know; start that version or a later one");
        }
        flyway.migrate();
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
        config.addDataSourceProperty("ApplicationName", "revaer");
        config.addDataSourceProperty("connectTimeout", CONNECTION_TIMEOUT.toSeconds());
        config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT.toSeconds());
        config.addDataSourceProperty("tcpKeepAlive", true);
        return config;
    }

    private static String rootMessage(Throwable thrown) {
        var root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
