package dev.revaer.app.setting;

import javax.sql.DataSource;

import dev.revaer.api.problem.ApiException;
import dev.revaer.app.document.Documents;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

import static dev.revaer.app.database.schema.Tables.SETTINGS;

/// The settings that will hold, before anybody runs by them. Their secrets are not opened.
public final class SettingsAtStart {
    private SettingsAtStart() {}

    /// Those of the newest revision that makes sense.
    public static Settings read(DataSource database) {
        var documents = DSL.using(database, SQLDialect.POSTGRES)
                .select(SETTINGS.DOCUMENT)
                .from(SETTINGS)
                .orderBy(SETTINGS.REVISION.desc())
                .limit(LiveSettings.LOOKS_BACK)
                .fetch(SETTINGS.DOCUMENT);
        for (var document : documents) {
            try {
                return SettingsReader.read(Documents.LENIENT.readTree(document.data()));
            } catch (ApiException _) {
                // LiveSettings tells of it
            }
        }
        return Settings.USUAL;
    }
}
