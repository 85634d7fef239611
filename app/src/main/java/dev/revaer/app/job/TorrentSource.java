package dev.revaer.app.job;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.resume.StoredTorrent;
import org.jspecify.annotations.Nullable;

/// Knows the torrents whose downloads wait here; keeps this room from knowing the catalog, which knows this one.
@FunctionalInterface
public interface TorrentSource {
    /// The torrent with what it is made of; null if it is gone.
    @Nullable
    StoredTorrent find(InfoHash infoHash);
}
