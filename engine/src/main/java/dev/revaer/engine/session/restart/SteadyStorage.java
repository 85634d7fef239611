package dev.revaer.engine.session.restart;

import java.nio.file.Path;
import java.util.function.Supplier;

import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.LibtorrentEngine;
import dev.revaer.engine.volume.StorageControl;

/// Where the files of whichever session there is are.
///
/// @param current the session
record SteadyStorage(Supplier<LibtorrentEngine> current) implements StorageControl {
    @Override
    public Torrent addTrusted(StoredTorrent stored) {
        return current.get().storage().addTrusted(stored);
    }

    @Override
    public Torrent bringBack(StoredTorrent stored, Hold hold) {
        return current.get().storage().bringBack(stored, hold);
    }

    @Override
    public Torrent move(InfoHash infoHash, Path target) {
        return current.get().storage().move(infoHash, target);
    }
}
