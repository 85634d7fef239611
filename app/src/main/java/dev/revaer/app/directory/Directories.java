package dev.revaer.app.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Supplier;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.resume.StoredTorrent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Chooses where torrents belong and where they are begun.
public final class Directories {
    private static final Logger LOG = LoggerFactory.getLogger(Directories.class);

    private final DownloadRoot root;
    private final FinalDirs finals;
    private final MetainfoReader metainfo;
    private final Supplier<DirectorySettings> settings;

    public Directories(
            DownloadRoot root,
            FinalDirs finals,
            MetainfoReader metainfo,
            Supplier<DirectorySettings> settings) {
        this.root = root;
        this.finals = finals;
        this.metainfo = metainfo;
        this.settings = settings;
    }

    public FinalDirs finals() {
        return finals;
    }

    /// Where a torrent belongs.
    ///
    /// @param named for it; null for the usual directory
    /// @throws dev.revaer.engine.EngineException with `BadDownloadDir` if it is not in the directory of all downloads
    public Path resolve(@Nullable Path named) {
        var usual = settings.get().downloads();
        return root.resolve(named == null && usual != null ? Path.of(usual) : named);
    }

    /// Where a new torrent's files are to be until it is complete: in a folder of its own in the incomplete directory,
    /// so that torrents of one name do not meet there. If one of its files lies where it belongs, it stays there.
    ///
    /// @param torrent in the directory it belongs in
    /// @throws dev.revaer.engine.EngineException with `BadDownloadDir` if the incomplete directory cannot be used
    public StoredTorrent begin(StoredTorrent torrent) {
        var incomplete = settings.get().incomplete();
        if (incomplete == null || liesIn(torrent, torrent.downloadDir(), metainfo)) {
            return torrent;
        }
        var folder = torrent.infoHashes().first().hex();
        return torrent.in(root.resolve(Path.of(incomplete)).resolve(folder));
    }

    /// Whether one of the torrent's files lies in a directory.
    public static boolean liesIn(StoredTorrent torrent, Path directory, MetainfoReader metainfo) {
        var known = torrent.metainfo();
        return known != null && torrent.options()
                .placed(metainfo.read(known.bytes()).files())
                .stream()
                .anyMatch(
                        file -> Files.isRegularFile(
                                directory.resolve(file.path()),
                                LinkOption.NOFOLLOW_LINKS));
    }

    /// Whether a directory is a torrent's own folder.
    public static boolean isOwn(Path directory, InfoHash infoHash) {
        return directory.endsWith(infoHash.hex());
    }

    /// Deletes the folder that a torrent had of its own, unless something is left in it.
    public static void deleteOwn(Path directory, InfoHash infoHash) {
        if (!isOwn(directory, infoHash)) {
            return;
        }
        try {
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("directory", directory).setCause(e).log("a torrent's own folder stays");
        }
    }
}
