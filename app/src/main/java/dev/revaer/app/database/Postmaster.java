package dev.revaer.app.database;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// One run of PostgreSQL's server process, in the foreground, as our child.
///
/// @param log where its messages go
/// @param logBegin where in the log the messages of this run begin
record Postmaster(Process process, int port, DatabaseAddress address, PostgresLog log, long logBegin) {
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(50);
    private static final String WRONG_CREDENTIALS = "28";
    private static final List<String> PASSING = List.of(
            "Address already in use",
            "could not create any TCP/IP sockets",
            "pre-existing shared memory block",
            "lock file \"postmaster.pid\" already exists");

    /// Starts it on 127.0.0.1 alone, with settings for a small machine. Every commit is on disk before it returns
    /// (`fsync`, PostgreSQL manual, 19.5).
    static Postmaster start(
            PostgresBinaries binaries,
            PostgresCluster cluster,
            PostgresCommand command,
            PostgresLog log,
            int port) throws IOException {
        var arguments = List.of(
                "-D",
                cluster.directory().toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=on",
                "-c",
                "max_connections=100",
                "-c",
                "shared_buffers=64MB",
                "-c",
                "max_wal_size=256MB",
                "-c",
                "jit=off",
                "-c",
                "logging_collector=off",
                "-c",
                "log_destination=stderr",
                "-c",
                "TimeZone=UTC",
                "-c",
                "log_timezone=UTC");
        var begin = log.end();
        var process = command.start(log.file(), binaries.program("postgres"), arguments);
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/" + PostgresCluster.DATABASE;
        var address = new DatabaseAddress(url, PostgresCluster.USER, cluster.password());
        return new Postmaster(process, port, address, log, begin);
    }

    /// Waits until it lets us in.
    ///
    /// @return whether it does; if not, it has exited for a reason that another attempt, on another port, may not meet
    /// @throws DatabaseException if it has exited for good, refuses our password, or isn't ready in time
    boolean awaitReady(Duration patience) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            if (process.waitFor(BETWEEN_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS)) {
                var tail = log.tailSince(logBegin);
                if (PASSING.stream().anyMatch(tail::contains)) {
                    return false;
                }
                throw new DatabaseException(
                        "PostgreSQL stopped while starting; the end of " + log.file() + ":\n" + tail);
            }
            if (letsUsIn()) {
                return true;
            }
        }
        throw new DatabaseException(
                "PostgreSQL wasn't ready within " + patience.toSeconds() + " s; the end of "
                        + log.file() + ":\n" + log.tailSince(logBegin));
    }

    /// Rolls back what is open, closes all connections and writes a checkpoint (fast shutdown, PostgreSQL manual,
    /// 18.5).
    ///
    /// @return whether it has exited in time
    boolean stop(Duration patience) throws IOException, InterruptedException {
        if (process.isAlive()) {
            RunningPostgres.send("INT", process.toHandle());
        }
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean letsUsIn() {
        var properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "5");
        try (var _ = DriverManager.getConnection(address.jdbcUrl(), properties)) {
            return process.isAlive();
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith(WRONG_CREDENTIALS)) {
                throw new DatabaseException(
                        "PostgreSQL refuses the password in the data directory: "
                                + e.getMessage(),
                        e);
            }
            return false;
        }
    }
}
