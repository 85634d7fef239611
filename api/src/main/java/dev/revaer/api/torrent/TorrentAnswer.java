package dev.revaer.api.torrent;

import java.time.Instant;

import dev.revaer.api.torrent.TorrentCatalog.CatalogTorrent;
import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import org.jspecify.annotations.Nullable;

/// A torrent as the API shows it.
///
/// @param infoHash v1 where there is one, else v2; lower-case hex
/// @param state as in [dev.revaer.engine.TorrentState#label()]
/// @param reason why it failed
/// @param progress 0 to 1, of the wanted files
/// @param sizeBytes of the wanted files; 0 until the metadata is known
/// @param downloadedBytes of the wanted files that are here
/// @param ratio uploaded over downloaded
/// @param etaSeconds null when it cannot be told
/// @param contentPath the file or folder; null until the metadata is known
/// @param fsops null until the download is finished
public record TorrentAnswer(
        String infoHash,
        @Nullable String infoHashV1,
        @Nullable String infoHashV2,
        String name,
        String state,
        @Nullable String reason,
        double progress,
        long sizeBytes,
        long downloadedBytes,
        long uploadedBytes,
        long downloadBytesPerSecond,
        long uploadBytesPerSecond,
        double ratio,
        @Nullable Long etaSeconds,
        int seeds,
        int peers,
        String downloadDir,
        @Nullable String contentPath,
        Instant addedAt,
        @Nullable Instant completedAt,
        @Nullable FsopsProgress fsops) {

    static TorrentAnswer of(CatalogTorrent kept) {
        var torrent = kept.torrent();
        var transfer = torrent.transfer();
        var hashes = torrent.infoHashes();
        var v1 = hashes.v1();
        var v2 = hashes.v2();
        var content = torrent.contentPath();
        return new TorrentAnswer(
                torrent.infoHash().hex(),
                v1 == null ? null : v1.hex(),
                v2 == null ? null : v2.hex(),
                torrent.name(),
                torrent.state().label(),
                torrent.reason(),
                transfer.progress(),
                transfer.sizeBytes(),
                transfer.downloadedBytes(),
                transfer.uploadedBytes(),
                transfer.downloadBytesPerSecond(),
                transfer.uploadBytesPerSecond(),
                transfer.ratio(),
                transfer.etaSeconds(),
                transfer.seeds(),
                transfer.peers(),
                torrent.downloadDir().toString(),
                content == null ? null : content.toString(),
                torrent.addedAt(),
                torrent.completedAt(),
                kept.fsops());
    }
}
