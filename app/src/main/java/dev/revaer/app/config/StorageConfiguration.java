package dev.revaer.app.config;

import java.nio.file.Path;
import java.util.ArrayList;

import dev.revaer.api.browse.BrowseController;
import dev.revaer.api.health.HealthReport.Component;
import dev.revaer.api.stats.StatsController;
import dev.revaer.app.ban.BanList;
import dev.revaer.app.blocklist.BlocklistRefresh;
import dev.revaer.app.browse.RootBrowser;
import dev.revaer.app.catalog.Catalog;
import dev.revaer.app.catalog.TorrentTable;
import dev.revaer.app.directory.Directories;
import dev.revaer.app.directory.DownloadRoot;
import dev.revaer.app.directory.FinalDirs;
import dev.revaer.app.fetch.FetchRoute;
import dev.revaer.app.fetch.UrlFetcher;
import dev.revaer.app.health.HealthCheck;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.move.Homecoming;
import dev.revaer.app.move.MoveTable;
import dev.revaer.app.move.Mover;
import dev.revaer.app.network.NetworkGuard;
import dev.revaer.app.setting.LiveSettings;
import dev.revaer.app.stats.ServiceStats;
import dev.revaer.app.stats.TransferTally;
import dev.revaer.app.volume.FreeSpace;
import dev.revaer.app.volume.LibraryVolume;
import dev.revaer.app.volume.RootGuard;
import dev.revaer.app.volume.RootTable;
import dev.revaer.app.volume.SpaceCheck;
import dev.revaer.app.volume.VolumeKeeper;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.event.EventBus;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where files lie and where traffic goes, and what torrents do when either is missing.
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

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
    DownloadRoot downloadRoot(ServiceOptions options) {
        return new DownloadRoot(options.downloadDir());
    }

    @Bean
    FinalDirs finalDirs(DSLContext sql) {
        var finals = new FinalDirs(sql);
        finals.load();
        return finals;
    }

    @Bean
    Directories directories(
            DownloadRoot root,
            FinalDirs finals,
            MetainfoReader metainfo,
            LiveSettings settings) {
        return new Directories(root, finals, metainfo, () -> settings.now().engine().directories());
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
    TransferTally transferTally(Catalog catalog, TorrentEngine engine, DSLContext sql) {
        return new TransferTally(engine::torrents, sql);
    }

    @Bean
    StatsController statsController(TorrentEngine engine, VolumeKeeper volumes, TransferTally tally) {
        return new StatsController(
                new ServiceStats(Version.NUMBER, engine::torrents, volumes::volumes, tally));
    }

    @Bean
    BrowseController browseController(ServiceOptions options, LiveSettings settings) {
        return new BrowseController(new RootBrowser(() -> {
            var roots = new ArrayList<Path>();
            roots.add(options.downloadDir());
            roots.add(options.libraryDir());
            roots.addAll(settings.now().fsops().allowList());
            return roots;
        }));
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
            SpaceCheck space,
            FinalDirs finals) {
        var mover = new Mover(
                new MoveTable(sql),
                torrents,
                engine,
                metainfo,
                bus,
                jobs,
                root,
                guard,
                space,
                finals);
        mover.restore();
        return mover;
    }

    @Bean
    Homecoming homecoming(FinalDirs finals, Mover mover, TorrentEngine engine, EventBus bus) {
        return new Homecoming(finals, mover, engine, bus);
    }

    @Bean
    HealthCheck diskHealth(VolumeKeeper volumes) {
        return new HealthCheck("disk", volumes::health);
    }

    @Bean
    LibraryVolume libraryVolume(ServiceOptions options, LiveSettings settings) {
        return new LibraryVolume(options.downloadDir(), () -> {
            var own = settings.now().fsops().libraryDir();
            return own == null ? options.libraryDir() : own;
        });
    }

    @Bean
    HealthCheck libraryHealth(LibraryVolume volume) {
        return new HealthCheck("library", volume::health);
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
            return error == null
                    ? Component.up(held)
                    : Component.degraded(
                            held + "; " + error,
                            "See that the address of /engine/network/blocklist answers; it is tried again.");
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
}
