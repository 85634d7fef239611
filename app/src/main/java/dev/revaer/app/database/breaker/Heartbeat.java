package dev.revaer.app.database.breaker;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the database every second whether it is there: by reading while all is well, by writing after trouble, as a
/// server whose disk is full still reads.
public final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);
    /// More than one page of the table's file, so that it must grow.
    private static final String WRITE = """
            create temporary table revaer_probe on commit drop as
            select n, repeat('x', 1000) as filler from generate_series(1, 40) n""";

    private final DataSource connections;
    private final Breaker breaker;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("database-heartbeat").daemon().factory());

    private volatile Duration latency = Duration.ZERO;

    private Heartbeat(DataSource connections, Breaker breaker) {
        this.connections = connections;
        this.breaker = breaker;
    }

    /// Begins.
    ///
    /// @param connections which no breaker guards
    public static Heartbeat start(DataSource connections, Breaker breaker) {
        var heartbeat = new Heartbeat(connections, breaker);
        var _ = heartbeat.thread.scheduleWithFixedDelay(
                heartbeat::beat,
                INTERVAL.toMillis(),
                INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
        return heartbeat;
    }

    /// How long the database took for the last probe that it answered, with the wait for a connection; zero before.
    public Duration latency() {
        return latency;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            var _ = thread.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() {
        if (!breaker.isProbeDue()) {
            return;
        }
        try {
            var begin = System.nanoTime();
            ask(breaker.state() == Breaker.State.CLOSED ? "select 1" : WRITE);
            latency = Duration.ofNanos(System.nanoTime() - begin);
            breaker.answered();
        } catch (SQLException | RuntimeException e) {
            Trouble.of(e).ifPresentOrElse(this::tell, () -> {
                // it has answered, though with a refusal of its own
                LOG.debug("the probe was refused", e);
                breaker.answered();
            });
        }
    }

    private void tell(Trouble trouble) {
        if (trouble.isSilence() || breaker.state() != Breaker.State.CLOSED) {
            breaker.silent(trouble);
        } else {
            breaker.failed(trouble);
        }
    }

    /// A transaction that leaves nothing behind.
    private void ask(String sql) throws SQLException {
        try (var connection = connections.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }
}
