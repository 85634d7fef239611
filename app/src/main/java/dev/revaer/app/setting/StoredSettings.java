package dev.revaer.app.setting;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.document.Documents;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// What somebody finds who runs by no settings yet.
///
/// @param settings those that a start goes on with: of the last revision that makes sense, with the secrets sealed
/// @param faults of the last revision, each with its fix; none if it makes sense
public record StoredSettings(Settings settings, List<String> faults) {
    public static final StoredSettings NONE = new StoredSettings(Settings.USUAL, List.of());

    public StoredSettings {
        faults = List.copyOf(faults);
    }

    /// Reads them.
    public static StoredSettings read(DataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select revision, document from settings order by revision desc limit "
                                + LiveSettings.LOOKS_BACK)) {
            @Nullable
            List<String> faults = null;
            while (rows.next()) {
                try {
                    var settings = SettingsReader.read(Documents.STRICT.readTree(rows.getString(2)));
                    return new StoredSettings(settings, faults == null ? List.of() : faults);
                } catch (ApiException | JacksonException e) {
                    faults = faults == null ? faults(rows.getLong(1), e) : faults;
                }
            }
            return new StoredSettings(Settings.USUAL, faults == null ? List.of() : faults);
        }
    }

    private static List<String> faults(long revision, RuntimeException e) {
        return switch (e) {
            case ApiException refused when refused.error() instanceof Invalid(var all) ->
                all.stream().map(fault -> fault(revision, fault.pointer() + " " + fault.detail())).toList();
            case JacksonException unreadable -> List.of(fault(revision, unreadable.getOriginalMessage()));
            default -> List.of(fault(revision, String.valueOf(e.getMessage())));
        };
    }

    private static String fault(long revision, String fault) {
        return "revision " + revision + " of the settings makes no sense: " + fault
                + "; a start would go on with an older one. Mend or delete the row, or change a setting over the API";
    }
}
