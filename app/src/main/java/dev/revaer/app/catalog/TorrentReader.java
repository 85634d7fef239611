package dev.revaer.app.catalog;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.revaer.api.torrent.TorrentCatalog.NewTorrent;
import dev.revaer.app.database.StorableText;
import dev.revaer.app.directory.Directories;
import dev.revaer.engine.EngineError.BadSelection;
import dev.revaer.engine.EngineError.UnreadableMagnet;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.swarm.SwarmSources;

/// Turns what was asked for into a torrent that can be kept.
final class TorrentReader {
    private final MetainfoReader metainfo;
    private final Directories directories;
    private final TorrentRules rules;

    TorrentReader(MetainfoReader metainfo, Directories directories, TorrentRules rules) {
        this.metainfo = metainfo;
        this.directories = directories;
        this.rules = rules;
    }

    /// Reads the magnet link or the metainfo; a URL has been followed before.
    ///
    /// @throws EngineException if it cannot be read, or the directory is not allowed
    StoredTorrent read(NewTorrent wanted) {
        var magnet = wanted.magnet();
        return magnet == null ? fromMetainfo(wanted) : fromMagnet(wanted, magnet);
    }

    private StoredTorrent fromMagnet(NewTorrent wanted, String magnet) {
        if (magnet.indexOf('\0') >= 0) {
            throw new EngineException(new UnreadableMagnet("it holds a NUL character"));
        }
        var read = metainfo.readMagnet(magnet);
        return new StoredTorrent(
                read.infoHashes(),
                StorableText.of(read.name()),
                magnet,
                null,
                null,
                directory(wanted),
                wanted.paused(),
                now(),
                null).with(options(wanted, metainfo.sourcesOfMagnet(magnet), false));
    }

    private StoredTorrent fromMetainfo(NewTorrent wanted) {
        var read = metainfo.read(wanted.metainfo());
        if (wanted.options().selection().isNothingOf(read.files())) {
            throw new EngineException(new BadSelection("include", "no file would be downloaded"));
        }
        return new StoredTorrent(
                read.infoHashes(),
                read.name(),
                null,
                new Bencoded(wanted.metainfo()),
                null,
                directory(wanted),
                wanted.paused(),
                now(),
                null).with(options(wanted, metainfo.sources(wanted.metainfo()), read.isPrivate()));
    }

    private TorrentOptions options(NewTorrent wanted, SwarmSources named, boolean isPrivate) {
        var usual = isPrivate ? named : rules.trackers().get().sources(named);
        var extraTrackers = wanted.trackers();
        var extraWebSeeds = wanted.webSeeds();
        if (usual.equals(named) && extraTrackers.isEmpty() && extraWebSeeds.isEmpty()) {
            return wanted.options();
        }
        return wanted.options().with(usual.and(extraTrackers, extraWebSeeds));
    }

    /// Its own, else its category's, else the usual one.
    private Path directory(NewTorrent wanted) {
        var own = wanted.downloadDir();
        return directories
                .resolve(own == null ? rules.labels().downloadDir(wanted.options().category()) : own);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
