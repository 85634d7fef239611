package dev.revaer.engine.session;

import java.nio.file.Path;

import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.metainfo.SeedCheck;
import dev.revaer.engine.volume.StorageControl;
import org.jspecify.annotations.Nullable;

/// What the session does about where files are.
final class SessionStorage implements StorageControl {
    private final TorrentParking parking;
    private final Add add;

    /// Gives libtorrent a torrent.
    @FunctionalInterface
    interface Add {
        /// As [LibtorrentEngine#add] does.
        ///
        /// @param isTrusted whether its files are there
        /// @param warning told once it is added
        Torrent add(StoredTorrent stored, boolean isTrusted, @Nullable String warning);
    }

    SessionStorage(TorrentParking parking, Add add) {
        this.parking = parking;
        this.add = add;
    }

    @Override
    public Torrent addTrusted(StoredTorrent stored) {
        if (TorrentParking.isFor(stored.holds())) {
            return parking.add(stored);
        }
        var metainfo = stored.metainfo();
        var fault = metainfo == null
                ? "a magnet link does not tell its files"
                : SeedCheck.fault(
                        metainfo.bytes(),
                        stored.downloadDir(),
                        stored.options().renamedFiles());
        return fault == null
                ? add.add(stored, true, null)
                : add.add(stored, false, "not trusted as a seed: " + fault + "; checking its files");
    }

    @Override
    public Torrent bringBack(StoredTorrent stored, Hold hold) {
        DownloadDir.make(stored.downloadDir());
        return parking.bringBack(stored, hold);
    }

    @Override
    public Torrent move(InfoHash infoHash, Path target) {
        DownloadDir.make(target);
        return parking.move(infoHash, target);
    }
}
