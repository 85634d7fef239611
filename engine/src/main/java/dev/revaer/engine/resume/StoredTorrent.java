package dev.revaer.engine.resume;

import java.nio.file.Path;
import java.time.Instant;

import dev.revaer.engine.InfoHashes;
import org.jspecify.annotations.Nullable;

/// A torrent as it is kept between runs.
///
/// @param magnet the link it was added by
/// @param metainfo its `.torrent`, or `d4:info…e` once a magnet's metadata has come; this or the magnet is there
/// @param resumeData libtorrent's, as last saved; null for a torrent whose files are to be checked
public record StoredTorrent(
        InfoHashes infoHashes,
        String name,
        @Nullable String magnet,
        @Nullable Bencoded metainfo,
        @Nullable Bencoded resumeData,
        Path downloadDir,
        boolean paused,
        Instant addedAt,
        @Nullable Instant completedAt) {

    public StoredTorrent {
        if (magnet == null && metainfo == null) {
            throw new IllegalArgumentException("neither magnet nor metainfo: " + infoHashes.first());
        }
    }
}
