package dev.revaer.app.config;

import java.time.Clock;

import dev.revaer.api.audit.AuditController;
import dev.revaer.api.label.LabelController;
import dev.revaer.app.audit.AuditPruning;
import dev.revaer.app.audit.AuditTable;
import dev.revaer.app.catalog.Catalog;
import dev.revaer.app.catalog.CatalogLabels;
import dev.revaer.app.catalog.TorrentRules;
import dev.revaer.app.directory.DownloadRoot;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.label.Labels;
import dev.revaer.app.limit.CategoryCaps;
import dev.revaer.app.limit.LimitKeeper;
import dev.revaer.app.queue.QueueKeeper;
import dev.revaer.app.queue.QueueTable;
import dev.revaer.app.seeding.GoalTable;
import dev.revaer.app.seeding.Goals;
import dev.revaer.app.seeding.SeedKeeper;
import dev.revaer.app.setting.LiveSettings;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.event.EventBus;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The parts that limit, order, label and end what torrents do.
@Configuration(proxyBeanMethods = false)
class RulesConfiguration {
    @Bean
    AuditTable auditTable(DSLContext sql) {
        return new AuditTable(sql);
    }

    @Bean
    AuditPruning auditPruning(AuditTable audit, LiveSettings settings) {
        var pruning = new AuditPruning(audit, () -> settings.now().app().auditKept());
        settings.follow(_ -> pruning.wake());
        return pruning;
    }

    @Bean
    AuditController auditController(AuditTable audit) {
        return new AuditController(audit);
    }

    @Bean
    Labels labels(DSLContext sql) {
        var labels = new Labels(sql);
        labels.load();
        return labels;
    }

    @Bean
    Goals goals(Labels labels, DSLContext sql, LiveSettings settings) {
        var goals = new Goals(labels, new GoalTable(sql));
        goals.load();
        settings.follow(changed -> goals.settingsChanged(changed.limits()));
        return goals;
    }

    @Bean
    TorrentRules torrentRules(
            Labels labels,
            Goals goals,
            TorrentEngine engine,
            DSLContext sql,
            CategoryCaps caps,
            AuditTable audit,
            LiveSettings settings) {
        return new TorrentRules(
                labels,
                goals,
                new QueueKeeper(engine, new QueueTable(sql)),
                caps,
                audit,
                () -> settings.now().engine().trackers());
    }

    @Bean
    CatalogLabels catalogLabels(
            Labels labels,
            Catalog catalog,
            TorrentEngine engine,
            DownloadRoot root,
            CategoryCaps caps,
            LiveSettings settings) {
        return new CatalogLabels(
                labels,
                catalog,
                engine,
                root,
                caps,
                name -> settings.now().fsops().profiles().containsKey(name));
    }

    @Bean
    LabelController labelController(CatalogLabels labels) {
        return new LabelController(labels);
    }

    @Bean
    LimitKeeper limitKeeper(TorrentEngine engine, EventBus bus, AuditTable audit, LiveSettings settings) {
        var keeper = new LimitKeeper(engine, bus, audit, Clock.systemUTC());
        settings.follow(changed -> keeper.settingsChanged(changed.limits()));
        return keeper;
    }

    @Bean
    CategoryCaps categoryCaps(TorrentEngine engine, Labels labels) {
        return new CategoryCaps(engine, labels);
    }

    @Bean
    SeedKeeper seedKeeper(Catalog catalog, TorrentEngine engine, JobQueue jobs, Goals goals) {
        return new SeedKeeper(engine, jobs, goals, catalog::remove);
    }
}
