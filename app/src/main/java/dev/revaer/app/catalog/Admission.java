package dev.revaer.app.catalog;

import dev.revaer.app.directory.Directories;
import dev.revaer.app.volume.RootGuard;
import dev.revaer.app.volume.SpaceCheck;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.selection.FilePriority;

/// Chooses where a new torrent is begun, and makes sure that it can be.
final class Admission {
    private final Directories directories;
    private final MetainfoReader metainfo;
    private final RootGuard guard;
    private final SpaceCheck space;

    Admission(Directories directories, MetainfoReader metainfo, RootGuard guard, SpaceCheck space) {
        this.directories = directories;
        this.metainfo = metainfo;
        this.guard = guard;
        this.space = space;
    }

    /// The torrent where it is begun.
    ///
    /// @param torrent where it belongs
    /// @param isSeed whether its files are said to be there
    /// @throws dev.revaer.engine.EngineException if a directory cannot be used
    /// @throws dev.revaer.api.problem.ApiException if a volume is not there, or has not enough space
    StoredTorrent admit(StoredTorrent torrent, boolean isSeed) {
        guard.admit(torrent.downloadDir());
        var begun = isSeed ? torrent : directories.begin(torrent);
        guard.admit(begun.downloadDir());
        requireSpace(begun);
        return begun;
    }

    /// What lies there already need not be written. The size of a magnet's files is not known yet; it is looked at as
    /// it runs.
    private void requireSpace(StoredTorrent torrent) {
        var known = torrent.metainfo();
        if (known == null) {
            return;
        }
        var files = metainfo.read(known.bytes()).files();
        var placed = torrent.options().placed(files);
        var priorities = torrent.options().selection().priorities(files);
        long missing = 0;
        for (int i = 0; i < files.size(); i++) {
            if (priorities.get(i) != FilePriority.SKIP) {
                missing += MissingBytes.of(placed.get(i), torrent.downloadDir());
            }
        }
        space.require(torrent.downloadDir(), missing);
    }
}
