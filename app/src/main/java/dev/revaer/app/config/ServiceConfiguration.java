package dev.revaer.app.config;

import java.time.Duration;
import javax.sql.DataSource;

import dev.revaer.api.access.ApiKeys;
import dev.revaer.api.access.KeyFilter;
import dev.revaer.api.contract.Contract;
import dev.revaer.api.create.CreateController;
import dev.revaer.api.event.EventController;
import dev.revaer.api.event.EventFrames;
import dev.revaer.api.fsops.FsopsController;
import dev.revaer.api.health.HealthController;
import dev.revaer.api.health.HealthReport.Component;
import dev.revaer.api.health.HealthSource;
import dev.revaer.api.move.MoveController;
import dev.revaer.api.network.NetworkController;
import dev.revaer.api.problem.NettyProblems;
import dev.revaer.api.problem.ProblemHandler;
import dev.revaer.api.setting.SettingsController;
import dev.revaer.api.swarm.SwarmController;
import dev.revaer.api.torrent.TorrentCatalog.NewTorrent;
import dev.revaer.api.torrent.TorrentController;
import dev.revaer.api.torrent.file.FileController;
import dev.revaer.app.audit.AuditTable;
import dev.revaer.app.ban.BanList;
import dev.revaer.app.blocklist.BlocklistRefresh;
import dev.revaer.app.catalog.Catalog;
import dev.revaer.app.catalog.CounterKeeper;
import dev.revaer.app.catalog.CounterTable;
import dev.revaer.app.catalog.DownloadRoot;
import dev.revaer.app.catalog.SessionListener;
import dev.revaer.app.catalog.TorrentFiles;
import dev.revaer.app.catalog.TorrentRules;
import dev.revaer.app.catalog.TorrentTable;
import dev.revaer.app.create.CreationFiles;
import dev.revaer.app.create.CreationWorker;
import dev.revaer.app.create.SharedRoots;
import dev.revaer.app.database.Database;
import dev.revaer.app.fetch.FetchRoute;
import dev.revaer.app.fetch.UrlFetcher;
import dev.revaer.app.health.HealthCheck;
import dev.revaer.app.health.HealthMonitor;
import dev.revaer.app.job.FsopsWorker;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.job.JobTable;
import dev.revaer.app.journal.JournalPruning;
import dev.revaer.app.journal.PostgresJournal;
import dev.revaer.app.key.CliFile;
import dev.revaer.app.key.PostgresKeys;
import dev.revaer.app.move.MoveTable;
import dev.revaer.app.move.Mover;
import dev.revaer.app.network.NetworkGuard;
import dev.revaer.app.setting.LiveSettings;
import dev.revaer.app.setting.SettingsTable;
import dev.revaer.app.volume.FreeSpace;
import dev.revaer.app.volume.RootGuard;
import dev.revaer.app.volume.RootTable;
import dev.revaer.app.volume.SpaceCheck;
import dev.revaer.app.volume.VolumeKeeper;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.session.LibtorrentEngine;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import dev.revaer.fsops.FsopsSettings;
import dev.revaer.fsops.Pipeline;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/// All parts and how they hang together. A bean is closed before those it was given.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(RulesConfiguration.class)
class ServiceConfiguration {
    private static final Duration NETTY_STOP_LIMIT = Duration.ofSeconds(1);

    @Bean(destroyMethod = "")
    DataSource dataSource(Database database, Service.Closer closer) {
        return database.dataSource();
    }

    @Bean
    EventFrames eventFrames(JsonMapper json) {
        return new EventFrames(json);
    }

    @Bean
    PostgresJournal journal(DSLContext sql, PlatformTransactionManager transactions, EventFrames frames) {
        return new PostgresJournal(sql, transactions, frames);
    }

    @Bean
    JournalPruning journalPruning(PostgresJournal journal) {
        return JournalPruning.start(journal);
    }

    @Bean
    EventBus eventBus(PostgresJournal journal, EventFrames frames) {
        return EventBus.start(journal, frames);
    }

    /// Open streams would hold the web server for seconds when it stops.
    @Bean
    ApplicationListener<ContextClosedEvent> endStreams(EventBus bus) {
        return _ -> bus.endSubscriptions();
    }

    @Bean
    ReactorResourceFactory reactorResources() {
        var resources = new ReactorResourceFactory();
        resources.setShutdownQuietPeriod(Duration.ZERO);
        resources.setShutdownTimeout(NETTY_STOP_LIMIT);
        return resources;
    }

    @Bean
    JobQueue jobQueue(DSLContext sql) {
        var queue = new JobQueue(new JobTable(sql));
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
    LiveSettings liveSettings(DSLContext sql, EventBus bus, AuditTable audit) {
        return new LiveSettings(new SettingsTable(sql), bus, audit);
    }

    @Bean
    SettingsController settingsController(LiveSettings settings) {
        return new SettingsController(settings);
    }

    @Bean
    TorrentEngine torrentEngine(
            ServiceOptions options,
            TorrentTable torrents,
            SessionListener listener,
            LiveSettings live) {
        var nativeDir = options.dataDir().resolve("native");
        var userAgent = "Revaer/" + Version.NUMBER;
        var settings = options.loopbackOnly()
                ? EngineSettings.loopbackOnly(nativeDir, userAgent)
                : EngineSettings.open(nativeDir, userAgent);
        var engine = LibtorrentEngine.start(settings.with(live.now().session()), torrents, listener);
        live.follow(changed -> engine.apply(changed.session()));
        return engine;
    }

    @Bean
    UrlFetcher urlFetcher(ServiceOptions options, LiveSettings settings) {
        return new UrlFetcher(
                () -> FetchRoute.of(settings.now().engine().network(), options.loopbackOnly()),
                "Revaer/" + Version.NUMBER);
    }

    /// Bans hold before the first torrent is started.
    @Bean
    BanList banList(DSLContext sql, TorrentEngine engine, EventBus bus) {
        var bans = new BanList(sql, engine.network(), bus);
        bans.restore();
        return bans;
    }

    @Bean
    SwarmController swarmController(Catalog catalog, TorrentEngine engine, BanList bans) {
        return new SwarmController(catalog, engine.swarm(), bans);
    }

    @Bean
    NetworkController networkController(TorrentEngine engine, BanList bans) {
        return new NetworkController(engine.network(), bans);
    }

    @Bean
    DownloadRoot downloadRoot(ServiceOptions options) {
        return new DownloadRoot(options.downloadDir());
    }

    @Bean
    RootGuard rootGuard(DSLContext sql, ServiceOptions options) {
        var guard = new RootGuard(options.downloadDir(), new RootTable(sql));
        guard.open();
        return guard;
    }

    @Bean
    SpaceCheck spaceCheck(TorrentEngine engine, LiveSettings settings) {
        return new SpaceCheck(engine, FreeSpace.OF_THE_SYSTEM, () -> settings.now().engine().volume());
    }

    @Bean
    VolumeKeeper volumeKeeper(
            Catalog catalog,
            TorrentEngine engine,
            TorrentTable torrents,
            RootGuard guard,
            SpaceCheck space,
            LiveSettings settings) {
        return new VolumeKeeper(engine, torrents, guard, space, () -> settings.now().engine().volume());
    }

    @Bean
    Mover mover(
            Catalog catalog,
            DSLContext sql,
            TorrentTable torrents,
            TorrentEngine engine,
            MetainfoReader metainfo,
            EventBus bus,
            JobQueue jobs,
            DownloadRoot root,
            RootGuard guard,
            SpaceCheck space) {
        var mover = new Mover(
                new MoveTable(sql),
                torrents,
                engine,
                metainfo,
                bus,
                jobs,
                root,
                guard,
                space);
        mover.restore();
        return mover;
    }

    @Bean
    HealthCheck diskHealth(VolumeKeeper volumes) {
        return new HealthCheck("disk", volumes::health);
    }

    @Bean
    MoveController moveController(Mover mover) {
        return new MoveController(mover);
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
            DownloadRoot root,
            RootGuard guard,
            SpaceCheck space,
            UrlFetcher fetcher,
            TorrentRules rules) {
        counters.stopClocks();
        var catalog = new Catalog(
                torrents,
                engine,
                metainfo,
                bus,
                jobs,
                root,
                guard,
                space,
                fetcher,
                rules);
        catalog.restore();
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
    FsopsWorker fsopsWorker(
            Catalog catalog,
            JobQueue jobs,
            TorrentTable torrents,
            MetainfoReader metainfo,
            EventBus bus,
            TorrentEngine engine,
            Mover mover,
            ServiceOptions options) {
        var pipeline = new Pipeline(FsopsSettings.defaults(options.libraryDir(), options.downloadDir()));
        return FsopsWorker.start(jobs, torrents, metainfo, pipeline, bus, infoHash -> {
            var torrent = engine.find(infoHash);
            var isHeld = torrent != null && torrent.areFilesLeftAlone();
            return isHeld || mover.isMoving(infoHash);
        });
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
    BlocklistRefresh blocklistRefresh(
            ServiceOptions options,
            UrlFetcher fetcher,
            TorrentEngine engine,
            LiveSettings settings) {
        var refresh = new BlocklistRefresh(
                fetcher,
                options.dataDir().resolve("blocklist"),
                engine.network()::block);
        settings.follow(changed -> {
            var blocklist = changed.engine().network().blocklist();
            refresh.use(blocklist.url(), blocklist.refreshEvery());
        });
        return refresh;
    }

    @Bean
    HealthCheck blocklistHealth(BlocklistRefresh refresh) {
        return new HealthCheck("blocklist", () -> {
            var state = refresh.state();
            var error = state.error();
            var held = state.ranges() + " ranges are blocked";
            return error == null ? Component.up(held) : Component.degraded(held + "; " + error);
        });
    }

    @Bean
    NetworkGuard networkGuard(Catalog catalog, TorrentEngine engine, LiveSettings settings) {
        return new NetworkGuard(engine, settings);
    }

    @Bean
    HealthCheck networkHealth(NetworkGuard guard) {
        return guard.health();
    }

    @Bean
    HealthMonitor healthMonitor(
            TorrentEngine engine,
            DSLContext sql,
            EventBus bus,
            JobQueue jobs,
            FsopsWorker worker,
            ObjectProvider<HealthCheck> others) {
        return HealthMonitor.start(
                engine,
                sql,
                bus,
                jobs,
                worker,
                others.orderedStream().toList(),
                Version.NUMBER);
    }

    @Bean
    ServiceMetrics serviceMetrics(TorrentEngine engine, EventBus bus, JobQueue jobs) {
        return new ServiceMetrics(engine, bus, jobs);
    }

    @Bean
    PostgresKeys postgresKeys(DSLContext sql, ServiceOptions options) {
        var keys = new PostgresKeys(sql);
        keys.load();
        new CliFile(options.cliFile()).ensure(keys, options.url());
        return keys;
    }

    @Bean
    ProblemHandler problemHandler(JsonMapper json) {
        return new ProblemHandler(json);
    }

    @Bean
    NettyProblems nettyProblems(JsonMapper json) {
        return new NettyProblems(json);
    }

    @Bean
    Contract contract() {
        return new Contract();
    }

    @Bean
    KeyFilter keyFilter(ApiKeys keys, ProblemHandler problems) {
        return new KeyFilter(keys, problems);
    }

    @Bean
    TorrentController torrentController(Catalog catalog) {
        return new TorrentController(catalog);
    }

    @Bean
    FileController fileController(Catalog catalog, TorrentEngine engine, JobQueue jobs) {
        return new FileController(new TorrentFiles(catalog, engine, jobs));
    }

    @Bean
    FsopsController fsopsController(JobQueue jobs) {
        return new FsopsController(jobs);
    }

    @Bean
    CreateController createController(CreationWorker creations) {
        return new CreateController(creations);
    }

    @Bean
    EventController eventController(EventBus bus, EventFrames frames) {
        return new EventController(bus, frames);
    }

    @Bean
    HealthController healthController(HealthSource health) {
        return new HealthController(health);
    }
}
