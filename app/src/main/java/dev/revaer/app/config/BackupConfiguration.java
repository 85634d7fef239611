package dev.revaer.app.config;

import dev.revaer.api.backup.BackupController;
import dev.revaer.app.audit.AuditTable;
import dev.revaer.app.backup.RestoreParts;
import dev.revaer.app.backup.ServiceBackups;
import dev.revaer.app.ban.BanList;
import dev.revaer.app.catalog.Catalog;
import dev.revaer.app.catalog.Readmission;
import dev.revaer.app.catalog.TorrentRules;
import dev.revaer.app.catalog.TorrentTable;
import dev.revaer.app.directory.Directories;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.journal.PostgresJournal;
import dev.revaer.app.key.KeyRing;
import dev.revaer.app.key.SavedKeys;
import dev.revaer.app.label.Labels;
import dev.revaer.app.setting.LiveSettings;
import dev.revaer.app.setting.SettingsBackup;
import dev.revaer.app.setting.SettingsTable;
import dev.revaer.app.volume.RootGuard;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.event.EventBus;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/// Backups, taken and given back.
@Configuration(proxyBeanMethods = false)
class BackupConfiguration {
    @Bean
    Readmission readmission(
            TorrentTable torrents,
            TorrentEngine engine,
            MetainfoReader metainfo,
            EventBus bus,
            Directories directories,
            RootGuard guard,
            TorrentRules rules) {
        return new Readmission(torrents, engine, metainfo, bus, directories, guard, rules);
    }

    @Bean
    RestoreParts restoreParts(
            LiveSettings live,
            SettingsTable settings,
            KeyRing keys,
            Labels labels,
            BanList bans,
            PostgresJournal journal,
            EventBus bus,
            Catalog catalog,
            Readmission readmission,
            JobQueue jobs,
            DSLContext sql) {
        return new RestoreParts(
                new SettingsBackup(live, settings),
                labels,
                bans,
                new SavedKeys(sql, keys),
                journal,
                bus,
                catalog,
                readmission,
                jobs,
                sql);
    }

    @Bean
    BackupController backupController(
            ServiceOptions options,
            PlatformTransactionManager transactions,
            RestoreParts parts,
            AuditTable audit) {
        return new BackupController(
                new ServiceBackups(
                        options.dataDir().resolve("backup"),
                        Version.NUMBER,
                        transactions,
                        parts,
                        audit));
    }
}
