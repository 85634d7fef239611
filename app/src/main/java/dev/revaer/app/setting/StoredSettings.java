package dev.revaer.app.setting;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.document.Documents;
import tools.jackson.core.JacksonException;

/// The last revision as somebody finds it who runs by none yet.
///
/// @param settings the defaults if it makes no sense
/// @param faults each with its fix
public record StoredSettings(Settings settings, List<String> faults) {
    public static final StoredSettings NONE = new StoredSettings(Settings.USUAL, List.of());

    public StoredSettings {
        faults = List.copyOf(faults);
    }

    /// Reads it; its secrets stay sealed.
    public static StoredSettings read(DataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select revision, document from settings order by revision desc limit 1")) {
            return rows.next() ? of(rows.getLong(1), rows.getString(2)) : NONE;
        }
    }

    private static StoredSettings of(long revision, String document) {
        try {
            return new StoredSettings(SettingsReader.read(Documents.STRICT.readTree(document)), List.of());
        } catch (ApiException e) {
            var faults = e.error() instanceof Invalid(var all)
                    ? all.stream().map(fault -> fault.pointer() + " " + fault.detail()).toList()
                    : List.of(String.valueOf(e.getMessage()));
            return new StoredSettings(
                    Settings.USUAL,
                    faults.stream().map(fault -> fault(revision, fault)).toList());
        } catch (JacksonException e) {
            return new StoredSettings(Settings.USUAL, List.of(fault(revision, e.getOriginalMessage())));
        }
    }

    private static String fault(long revision, String fault) {
        return "revision " + revision + " of the settings makes no sense: " + fault
                + "; a start would go on with an older one. Mend or delete the row, or change a setting over the API";
    }
}
