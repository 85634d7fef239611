package dev.revaer.app.config;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.revaer.api.fsops.FsopsController;
import dev.revaer.api.hook.HookController;
import dev.revaer.app.catalog.Catalog;
import dev.revaer.app.catalog.TorrentTable;
import dev.revaer.app.directory.FinalDirs;
import dev.revaer.app.fetch.FetchRoute;
import dev.revaer.app.fetch.UrlPoster;
import dev.revaer.app.health.HealthCheck;
import dev.revaer.app.hook.DeliveryList;
import dev.revaer.app.hook.DeliveryTable;
import dev.revaer.app.hook.Hooks;
import dev.revaer.app.hook.Outbox;
import dev.revaer.app.job.FsopsWorkers;
import dev.revaer.app.job.JobParts;
import dev.revaer.app.job.JobPlans;
import dev.revaer.app.job.JobPolicies;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.job.JobSpans;
import dev.revaer.app.job.report.JobList;
import dev.revaer.app.label.Labels;
import dev.revaer.app.move.Mover;
import dev.revaer.app.setting.LiveSettings;
import dev.revaer.app.volume.RootGuard;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.event.EventBus;
import dev.revaer.fsops.external.ExternalTools;
import dev.revaer.fsops.seeding.Seeding;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// What takes finished downloads into the library, and who is told of it.
@Configuration(proxyBeanMethods = false)
class FsopsConfiguration {
    @Bean
    DeliveryTable deliveryTable(DSLContext sql) {
        return new DeliveryTable(sql);
    }

    @Bean
    Outbox outbox(DeliveryTable deliveries, LiveSettings live) {
        return new Outbox(deliveries, () -> live.now().fsops().hooks());
    }

    @Bean
    Hooks hooks(DeliveryTable deliveries, Outbox outbox, LiveSettings live, ServiceOptions options) {
        var poster = new UrlPoster(
                () -> FetchRoute.of(live.now().engine().network(), options.loopbackOnly()),
                "Revaer/" + Version.NUMBER);
        return Hooks.start(deliveries, outbox, () -> live.now().fsops().hooks(), poster);
    }

    @Bean
    HealthCheck hooksHealth(Hooks hooks) {
        return new HealthCheck("hooks", hooks::health);
    }

    @Bean
    HookController hookController(DSLContext sql, DeliveryTable deliveries, Hooks hooks) {
        return new HookController(new DeliveryList(sql, deliveries, hooks));
    }

    @Bean
    JobPolicies jobPolicies(Labels labels, LiveSettings live, ServiceOptions options, RootGuard guard) {
        return new JobPolicies(
                () -> live.now().fsops(),
                labels,
                options.libraryDir(),
                options.downloadDir(),
                () -> downloadRoots(labels, live, guard));
    }

    /// Each directory that torrents are put into, one on a volume of its own among them.
    private static List<Path> downloadRoots(Labels labels, LiveSettings live, RootGuard guard) {
        var roots = new ArrayList<>(guard.all());
        labels.categories()
                .stream()
                .map(category -> category.downloadDir())
                .filter(Objects::nonNull)
                .forEach(roots::add);
        var directories = live.now().engine().directories();
        Stream.of(directories.downloads(), directories.incomplete())
                .filter(Objects::nonNull)
                .map(Path::of)
                .forEach(roots::add);
        return roots;
    }

    @Bean
    Seeding seeding(Mover mover, Catalog catalog) {
        return mover.departures(catalog::whileUnchanged);
    }

    @Bean
    ExternalTools externalTools(Environment environment) {
        return new ExternalTools(
                Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(environment.getProperty("PATH", ""))
                        .map(Path::of)
                        .toList());
    }

    @Bean
    FsopsWorkers fsopsWorkers(
            Catalog catalog,
            JobQueue jobs,
            TorrentTable torrents,
            MetainfoReader metainfo,
            JobPolicies policies,
            EventBus bus,
            TorrentEngine engine,
            Mover mover,
            LiveSettings live,
            FinalDirs finals,
            JobSpans stages,
            Outbox outbox,
            ExternalTools tools,
            Seeding seeding) {
        var workers = FsopsWorkers.start(
                new JobParts(
                        jobs,
                        torrents,
                        metainfo,
                        policies,
                        () -> live.now().fsops(),
                        bus,
                        infoHash -> {
                            var torrent = engine.find(infoHash);
                            return torrent == null ? null : torrent.options();
                        },
                        infoHash -> {
                            var torrent = engine.find(infoHash);
                            var isHeld = torrent != null && torrent.areFilesLeftAlone();
                            return isHeld || finals.find(infoHash) != null || mover.isMoving(infoHash);
                        },
                        stages,
                        outbox,
                        tools,
                        seeding));
        live.follow(changed -> workers.settingsChanged(changed.fsops()));
        return workers;
    }

    @Bean
    FsopsController fsopsController(
            DSLContext sql,
            JobQueue jobs,
            TorrentTable torrents,
            MetainfoReader metainfo,
            JobPolicies policies,
            Seeding seeding,
            TorrentEngine engine,
            FinalDirs finals) {
        var plans = new JobPlans(torrents, metainfo, policies, seeding, engine, finals);
        return new FsopsController(jobs, new JobList(sql, jobs, plans));
    }
}
