package dev.revaer.app.backup;

import dev.revaer.app.ban.BanList;
import dev.revaer.app.catalog.Catalog;
import dev.revaer.app.catalog.Readmission;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.journal.PostgresJournal;
import dev.revaer.app.key.SavedKeys;
import dev.revaer.app.label.Labels;
import dev.revaer.app.setting.SettingsBackup;
import dev.revaer.engine.event.EventBus;
import org.jooq.DSLContext;

/// Who takes over what a backup holds.
public record RestoreParts(
        SettingsBackup settings,
        Labels labels,
        BanList bans,
        SavedKeys keys,
        PostgresJournal journal,
        EventBus bus,
        Catalog catalog,
        Readmission readmission,
        JobQueue jobs,
        DSLContext sql) {}
