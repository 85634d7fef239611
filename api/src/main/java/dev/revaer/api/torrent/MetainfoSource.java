package dev.revaer.api.torrent;

import java.util.Optional;

import dev.revaer.engine.InfoHash;

/// The metainfo of the torrents Revaer keeps.
@FunctionalInterface
public interface MetainfoSource {
    /// The `.torrent` of a torrent; empty while its metadata has not come yet.
    Optional<byte[]> metainfo(InfoHash infoHash);
}
