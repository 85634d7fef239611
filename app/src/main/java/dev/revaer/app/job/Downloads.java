package dev.revaer.app.job;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.fsops.DownloadedFile;
import dev.revaer.fsops.FinishedDownload;

/// Torrents as the pipeline sees them.
final class Downloads {
    private Downloads() {}

    /// The torrent with the files that are wanted of it.
    static FinishedDownload of(InfoHash infoHash, StoredTorrent torrent, MetainfoReader metainfo) {
        var known = torrent.metainfo();
        if (known == null) {
            throw new IllegalStateException("no metainfo of torrent " + infoHash);
        }
        var all = metainfo.read(known.bytes()).files();
        var wanted = torrent.options().wanted(all);
        var files = wanted.stream()
                .map(file -> new DownloadedFile(file.path(), file.sizeBytes()))
                .toList();
        return new FinishedDownload(
                infoHash.hex(),
                torrent.name(),
                torrent.downloadDir(),
                files,
                torrent.options().category(),
                torrent.completedAt(),
                wanted.size() == all.size());
    }
}
