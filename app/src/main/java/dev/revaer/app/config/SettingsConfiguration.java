package dev.revaer.app.config;

import javax.sql.DataSource;

import dev.revaer.api.setting.SettingsController;
import dev.revaer.app.audit.AuditTable;
import dev.revaer.app.directory.DownloadRoot;
import dev.revaer.app.health.HealthCheck;
import dev.revaer.app.setting.EffectiveSettings;
import dev.revaer.app.setting.LiveSettings;
import dev.revaer.app.setting.SettingsAnswers;
import dev.revaer.app.setting.SettingsSecrets;
import dev.revaer.app.setting.SettingsTable;
import dev.revaer.app.setting.SettingsWatch;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.event.EventBus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The settings: kept, watched and shown.
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {
    @Bean
    SettingsTable settingsTable(DSLContext sql, SettingsSecrets secrets) {
        var table = new SettingsTable(sql, secrets);
        table.sealAnew();
        return table;
    }

    @Bean
    LiveSettings liveSettings(
            SettingsTable table,
            EventBus bus,
            AuditTable audit,
            MeterRegistry registry,
            DownloadRoot root) {
        var applied = Timer.builder("revaer.config.apply")
                .description(
                        "How long a change of the settings took from being asked for until all ran by it")
                .publishPercentileHistogram()
                .register(registry);
        var live = new LiveSettings(table, bus, audit, applied, root);
        var levels = new LogLevels();
        live.follow(changed -> levels.use(changed.app().logLevels()));
        return live;
    }

    @Bean
    SettingsWatch settingsWatch(LiveSettings live, DataSource database) {
        return SettingsWatch.start(live, database);
    }

    @Bean
    HealthCheck settingsHealth(SettingsWatch watch) {
        return new HealthCheck("settings", watch::health);
    }

    @Bean
    HealthCheck secretsHealth(SettingsSecrets secrets, LiveSettings live) {
        return new HealthCheck("secrets", () -> secrets.health(live));
    }

    @Bean
    SettingsAnswers settingsAnswers(
            LiveSettings live,
            SettingsTable table,
            TorrentEngine engine,
            ServiceOptions options) {
        return new SettingsAnswers(live, table, new EffectiveSettings(engine, options.loopbackOnly()));
    }

    @Bean
    SettingsController settingsController(SettingsAnswers settings) {
        return new SettingsController(settings);
    }
}
