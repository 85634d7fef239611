package dev.revaer.app.config.check;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

import dev.revaer.app.config.ServiceOptions;
import dev.revaer.app.config.access.AccessChecks;
import dev.revaer.app.database.Database;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseException;
import dev.revaer.app.database.EmbeddedPostgres;
import dev.revaer.app.setting.Settings;
import dev.revaer.app.setting.StoredSettings;

/// Looks whether there is a database to start with, and whether the settings in it make sense.
///
/// @param faults each with its fix
/// @param settings that would hold; the defaults where none can be read
public record DatabaseCheck(List<String> faults, Settings settings) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    public DatabaseCheck {
        faults = List.copyOf(faults);
    }

    /// Looks. A database of our own is started for it, and stopped again.
    ///
    /// @param isInUse whether another Revaer has the data directory, so that a database of our own is left to it
    public static DatabaseCheck of(ServiceOptions options, boolean isInUse) {
        try {
            var url = options.databaseUrl();
            return url == null ? ofOurOwn(options, isInUse) : of(options, DatabaseAddress.parse(url));
        } catch (DatabaseException e) {
            return new DatabaseCheck(List.of(String.valueOf(e.getMessage())), Settings.USUAL);
        }
    }

    private static DatabaseCheck ofOurOwn(ServiceOptions options, boolean isInUse) {
        var directory = options.dataDir().resolve("postgresql");
        if (isInUse || !EmbeddedPostgres.isMadeIn(directory)) {
            return new DatabaseCheck(EmbeddedPostgres.fault().stream().toList(), Settings.USUAL);
        }
        try (var server = EmbeddedPostgres.start(directory)) {
            return of(options, server.address());
        }
    }

    private static DatabaseCheck of(ServiceOptions options, DatabaseAddress address) {
        var fault = Database.fault(address);
        if (fault.isPresent()) {
            return new DatabaseCheck(List.of(fault.get()), Settings.USUAL);
        }
        var source = address.dataSource(PATIENCE, PATIENCE);
        try {
            return ofContent(options, source);
        } catch (SQLException | RuntimeException e) {
            var reason = "can't read the database of " + address + ": " + e.getMessage()
                    + "; has the user the rights for it?";
            return new DatabaseCheck(List.of(reason), Settings.USUAL);
        }
    }

    private static DatabaseCheck ofContent(ServiceOptions options, DataSource source) throws SQLException {
        var faults = new ArrayList<String>();
        var isEmpty = !has(source, "setup");
        if (!options.isEmbedded()) {
            var setup = AccessChecks
                    .faultOfSetup(options.access(), options.listen().host(), isEmpty ? null : source);
            if (setup != null) {
                faults.add(setup);
            }
        }
        var stored = has(source, "settings") ? StoredSettings.read(source) : StoredSettings.NONE;
        faults.addAll(stored.faults());
        return new DatabaseCheck(faults, stored.settings());
    }

    private static boolean has(DataSource source, String table) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement("select to_regclass(?) is not null")) {
            statement.setString(1, table);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
