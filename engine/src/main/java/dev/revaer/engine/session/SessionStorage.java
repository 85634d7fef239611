package dev.revaer.engine.session;

import java.nio.file.Path;

import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.metainfo.SeedCheck;
import dev.revaer.engine.volume.StorageControl;

/// What the session does about where files are.
final class SessionStorage implements StorageControl {
    private final TorrentParking parking;
    private final TorrentAdder adder;

    SessionStorage(TorrentParking parking, TorrentAdder adder) {
        this.parking = parking;
        this.adder = adder;
    }

    @Override
    public Torrent addTrusted(StoredTorrent stored) {
        var metainfo = stored.metainfo();
        var fault = metainfo == null
                ? "a magnet link does not tell its files"
                : SeedCheck.fault(
                        metainfo.bytes(),
                        stored.downloadDir(),
                        stored.options().renamedFiles());
        return adder.addSeed(stored, fault);
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
