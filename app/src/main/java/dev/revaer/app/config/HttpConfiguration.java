package dev.revaer.app.config;

import java.time.Duration;

import dev.revaer.api.bounds.Bounds;
import dev.revaer.api.connection.KeptConnections;
import dev.revaer.api.contract.Contract;
import dev.revaer.api.contract.StrictRecords;
import dev.revaer.api.create.CreateController;
import dev.revaer.api.docs.DocsController;
import dev.revaer.api.event.EventController;
import dev.revaer.api.event.EventFrames;
import dev.revaer.api.event.HistoryController;
import dev.revaer.api.health.HealthController;
import dev.revaer.api.health.HealthSource;
import dev.revaer.api.log.LogController;
import dev.revaer.api.move.MoveController;
import dev.revaer.api.network.NetworkController;
import dev.revaer.api.problem.NettyProblems;
import dev.revaer.api.problem.ProblemHandler;
import dev.revaer.api.swarm.SwarmController;
import dev.revaer.api.torrent.MetainfoController;
import dev.revaer.api.torrent.ShownTorrents;
import dev.revaer.api.torrent.TorrentController;
import dev.revaer.api.torrent.bulk.BulkController;
import dev.revaer.api.torrent.file.FileController;
import dev.revaer.api.torrent.list.ListController;
import dev.revaer.app.audit.AuditTrail;
import dev.revaer.app.ban.BanList;
import dev.revaer.app.catalog.Catalog;
import dev.revaer.app.catalog.KeptMetainfo;
import dev.revaer.app.catalog.TorrentFiles;
import dev.revaer.app.catalog.TorrentTable;
import dev.revaer.app.create.CreationWorker;
import dev.revaer.app.database.breaker.Trouble;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.journal.PostgresJournal;
import dev.revaer.app.log.LogRing;
import dev.revaer.app.move.Mover;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.event.EventBus;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.http.client.ReactorResourceFactory;
import tools.jackson.databind.json.JsonMapper;

/// What speaks HTTP.
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {
    private static final Duration NETTY_STOP_LIMIT = Duration.ofSeconds(1);

    /// Open streams would hold the web server for seconds when it stops.
    @Bean
    ApplicationListener<ContextClosedEvent> endStreams(EventBus bus, LogRing log) {
        return _ -> {
            bus.stream().end();
            log.end();
        };
    }

    @Bean
    LogController logController(LogRing log, JsonMapper json) {
        return new LogController(log, json);
    }

    @Bean
    ReactorResourceFactory reactorResources() {
        var resources = new ReactorResourceFactory();
        resources.setShutdownQuietPeriod(Duration.ZERO);
        resources.setShutdownTimeout(NETTY_STOP_LIMIT);
        return resources;
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
    MoveController moveController(Mover mover) {
        return new MoveController(mover);
    }

    @Bean
    ProblemHandler problemHandler(JsonMapper json) {
        return new ProblemHandler(json, thrown -> Trouble.of(thrown).isPresent());
    }

    @Bean
    KeptConnections keptConnections() {
        return new KeptConnections();
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
    StrictRecords strictRecords() {
        return new StrictRecords();
    }

    @Bean
    ShownTorrents shownTorrents(JsonMapper json, Catalog catalog) {
        return new ShownTorrents(json, catalog);
    }

    @Bean
    ListController listController(Catalog catalog, ShownTorrents shown) {
        return new ListController(catalog, shown);
    }

    @Bean
    MetainfoController metainfoController(Catalog catalog, TorrentTable table, MetainfoReader reader) {
        return new MetainfoController(catalog, new KeptMetainfo(table, reader));
    }

    @Bean
    HistoryController historyController(PostgresJournal journal, Catalog catalog) {
        return new HistoryController(journal, catalog);
    }

    @Bean
    TorrentController torrentController(Catalog catalog, ShownTorrents shown, Bounds bounds) {
        return new TorrentController(catalog, shown, bounds);
    }

    @Bean
    BulkController bulkController(Catalog catalog, AuditTrail trail, ProblemHandler problems) {
        return new BulkController(catalog, trail, problems);
    }

    @Bean
    FileController fileController(Catalog catalog, TorrentEngine engine, JobQueue jobs) {
        return new FileController(new TorrentFiles(catalog, engine, jobs));
    }

    @Bean
    CreateController createController(CreationWorker creations) {
        return new CreateController(creations);
    }

    @Bean
    EventController eventController(EventBus bus, EventFrames frames, Bounds bounds) {
        return new EventController(bus, frames, bounds);
    }

    @Bean
    DocsController docsController() {
        return new DocsController();
    }

    @Bean
    HealthController healthController(HealthSource health) {
        return new HealthController(health);
    }
}
