package dev.revaer.app.setting;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import dev.revaer.api.health.HealthReport.Component;
import dev.revaer.app.keeper.Keeper;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Looks for settings that were written into the database by others: at once when PostgreSQL notifies us, and every
/// second in any case.
public final class SettingsWatch implements AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration SLICE = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration REST = Duration.ofMillis(500);
    private static final Duration APPLIES_AGAIN = Duration.ofSeconds(10);

    private final LiveSettings live;
    private final DataSource database;
    private final Keeper keeper;
    private Instant nextApplied = Instant.MIN;
    private @Nullable Connection listening;
    private volatile boolean isBlind;

    private SettingsWatch(LiveSettings live, DataSource database) {
        this.live = live;
        this.database = database;
        this.keeper = Keeper.start("settings-watch", PAUSE, this::lookOrDrop);
    }

    public static SettingsWatch start(LiveSettings live, DataSource database) {
        return new SettingsWatch(live, database);
    }

    /// How the settings are.
    public Component health() {
        var refused = live.refused();
        if (refused != null) {
            return Component.degraded(
                    refused + "; revision " + live.known().revision()
                            + " holds",
                    "Mend or delete the row, or change a setting over the API.");
        }
        var unapplied = live.unapplied();
        if (unapplied != null) {
            return Component.degraded(
                    "not applied everywhere, tried again every 10 s: " + unapplied,
                    "If it stays so, set it to another value; the log says more.");
        }
        return isBlind
                ? Component.degraded(
                        "changes made elsewhere are not seen: the database does not answer",
                        "See `database`.")
                : Component.up("revision " + live.known().revision() + " holds");
    }

    @Override
    public void close() {
        keeper.close();
        drop();
    }

    private void lookOrDrop() {
        try {
            look();
            isBlind = false;
        } catch (SQLException | RuntimeException e) {
            isBlind = true;
            drop();
            rest();
            throw new IllegalStateException("cannot look for changed settings", e);
        }
    }

    private static void rest() {
        try {
            TimeUnit.NANOSECONDS.sleep(REST.toNanos());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws SQLException {
        var now = Instant.now();
        if (now.isAfter(nextApplied)) {
            nextApplied = now.plus(APPLIES_AGAIN);
            live.applyAgain(false);
        }
        var connection = listening;
        if (connection == null) {
            connection = database.getConnection();
            listening = connection;
            try (var statement = connection.createStatement()) {
                statement.execute("listen revaer_settings");
            }
        }
        live.refresh();
        awaitNotification(connection.unwrap(PGConnection.class));
    }

    /// In slices, for interrupting it does not end the driver's wait, and the service shall not take a second to stop.
    private static void awaitNotification(PGConnection connection) throws SQLException {
        var end = System.nanoTime() + WAIT.toNanos();
        PGNotification[] heard = {};
        while (heard.length == 0 && System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted()) {
            heard = connection.getNotifications((int) SLICE.toMillis());
        }
    }

    private void drop() {
        var connection = listening;
        listening = null;
        if (connection != null) {
            try (connection; var statement = connection.createStatement()) {
                statement.execute("unlisten *");
            } catch (SQLException _) { // as lost as the notifications
                return;
            }
        }
    }
}
