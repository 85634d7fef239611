package dev.revaer.app.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.revaer.api.event.EventFrames;
import dev.revaer.api.torrent.TorrentCatalog.NewTorrent;
import dev.revaer.app.ban.BanList;
import dev.revaer.app.catalog.Catalog;
import dev.revaer.app.catalog.CounterKeeper;
import dev.revaer.app.catalog.CounterTable;
import dev.revaer.app.catalog.SessionListener;
import dev.revaer.app.catalog.TorrentRules;
import dev.revaer.app.catalog.TorrentTable;
import dev.revaer.app.config.access.AccessConfiguration;
import dev.revaer.app.create.CreationFiles;
import dev.revaer.app.create.CreationWorker;
import dev.revaer.app.create.SharedRoots;
import dev.revaer.app.database.Database;
import dev.revaer.app.database.breaker.Breaker;
import dev.revaer.app.directory.Directories;
import dev.revaer.app.fetch.UrlFetcher;
import dev.revaer.app.health.HealthCheck;
import dev.revaer.app.health.HealthMonitor;
import dev.revaer.app.health.PartChecks;
import dev.revaer.app.job.FsopsWorkers;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.job.JobTable;
import dev.revaer.app.journal.EngineStandings;
import dev.revaer.app.journal.JournalPruning;
import dev.revaer.app.journal.PostgresJournal;
import dev.revaer.app.setting.LiveSettings;
import dev.revaer.app.trace.CommandSpans;
import dev.revaer.app.volume.RootGuard;
import dev.revaer.app.volume.SpaceCheck;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import dev.revaer.engine.session.restart.RestartingEngine;
import dev.revaer.fsops.external.ExternalTools;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/// All parts and how they hang together. A bean is closed before those it was given.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
        AccessConfiguration.class,
        BackupConfiguration.class,
        DatabaseConfiguration.class,
        DoorConfiguration.class,
        FsopsConfiguration.class,
        HttpConfiguration.class,
        MetricConfiguration.class,
        RulesConfiguration.class,
        SettingsConfiguration.class,
        StorageConfiguration.class,
        TraceConfiguration.class})
class ServiceConfiguration {
    @Bean
    EventFrames eventFrames(JsonMapper json) {
        return new EventFrames(json);
    }

    @Bean
    PostgresJournal journal(DSLContext sql, PlatformTransactionManager transactions, EventFrames frames) {
        return new PostgresJournal(sql, transactions, frames);
    }

    @Bean
    JournalPruning journalPruning(PostgresJournal journal, LiveSettings live) {
        var pruning = new JournalPruning(journal, () -> live.now().app().eventsKept());
        live.follow(_ -> pruning.wake());
        return pruning;
    }

    @Bean
    EngineStandings engineStandings() {
        return new EngineStandings();
    }

    @Bean
    EventBus eventBus(PostgresJournal journal, EventFrames frames, EngineStandings standings) {
        return EventBus.start(journal, frames, standings);
    }

    @Bean
    JobQueue jobQueue(DSLContext sql, EventBus bus) {
        var queue = new JobQueue(new JobTable(sql), bus);
        queue.restore();
        return queue;
    }

    @Bean
    TorrentTable torrentTable(DSLContext sql) {
        return new TorrentTable(sql);
    }

    @Bean
    MetainfoReader metainfoReader(ServiceOptions options) {
        return new LibtorrentMetainfo(options.dataDir().resolve("native"));
    }

    @Bean
    SessionListener sessionListener(EventBus bus, TorrentTable torrents, JobQueue jobs) {
        return new SessionListener(bus, torrents, jobs);
    }

    @Bean
    TorrentEngine torrentEngine(
            ServiceOptions options,
            TorrentTable torrents,
            SessionListener listener,
            LiveSettings live,
            EngineStandings standings,
            CommandSpans spans,
            @Value("${revaer.resume-interval:60s}") Duration resumeInterval) {
        var nativeDir = options.dataDir().resolve("native");
        var userAgent = "Revaer/" + Version.NUMBER;
        var settings = options.loopbackOnly()
                ? EngineSettings.loopbackOnly(nativeDir, userAgent)
                : EngineSettings.open(nativeDir, userAgent);
        var engine = RestartingEngine.start(
                settings.with(live.now().session())
                        .with(live.now().engine().disk().io())
                        .with(spans)
                        .withResumeInterval(resumeInterval),
                torrents,
                listener,
                () -> {
                    var all = new ArrayList<StoredTorrent>();
                    torrents.forEach(all::add);
                    return all;
                });
        standings.follow(engine);
        live.follow(changed -> engine.apply(changed.session()));
        return engine;
    }

    @Bean
    Catalog catalog(
            BanList bans,
            TorrentTable torrents,
            CounterTable counters,
            TorrentEngine engine,
            MetainfoReader metainfo,
            EventBus bus,
            JobQueue jobs,
            Directories directories,
            RootGuard guard,
            SpaceCheck space,
            UrlFetcher fetcher,
            TorrentRules rules) {
        counters.stopClocks();
        var killedAt = counters.begin();
        var catalog = new Catalog(
                torrents,
                engine,
                metainfo,
                bus,
                jobs,
                directories,
                guard,
                space,
                fetcher,
                rules);
        catalog.restore(killedAt);
        return catalog;
    }

    @Bean
    CounterTable counterTable(DSLContext sql) {
        return new CounterTable(sql);
    }

    @Bean
    CounterKeeper counterKeeper(Catalog catalog, TorrentEngine engine, CounterTable counters) {
        return new CounterKeeper(engine, counters);
    }

    @Bean
    CreationWorker creationWorker(ServiceOptions options, MetainfoReader metainfo, Catalog catalog) {
        return CreationWorker.start(
                new CreationFiles(options.dataDir().resolve("create")),
                new SharedRoots(options.downloadDir(), options.libraryDir()),
                metainfo,
                (bytes, directory) -> catalog.add(new NewTorrent(null, null, bytes, directory, false)));
    }

    @Bean
    HealthMonitor healthMonitor(
            TorrentEngine engine,
            Breaker breaker,
            Database database,
            EventBus bus,
            JobQueue jobs,
            FsopsWorkers workers,
            LiveSettings live,
            ExternalTools tools,
            ObjectProvider<HealthCheck> others) {
        var checks = new ArrayList<>(
                List.of(
                        PartChecks.engine(engine),
                        PartChecks.network(engine),
                        PartChecks.database(breaker, database::latency),
                        PartChecks.events(bus),
                        PartChecks.fsops(workers, jobs, () -> live.now().fsops().paused(), tools)));
        others.orderedStream().forEach(checks::add);
        var monitor = HealthMonitor.start(checks, bus, live::revision, Version.build());
        breaker.follow(monitor::lookSoon);
        return monitor;
    }
}
