package dev.revaer.engine;

import java.util.List;

/// What a `.torrent` says (BEP 3, BEP 52). Pad files (BEP 47) are left out.
///
/// @param isPrivate only its own trackers may be asked for peers (BEP 27)
public record Metainfo(
        InfoHashes infoHashes,
        String name,
        long sizeBytes,
        boolean isPrivate,
        List<TorrentFile> files) {
    public Metainfo {
        files = List.copyOf(files);
    }
}
