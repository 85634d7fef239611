package dev.revaer.app.move;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.resume.StoredTorrent;

/// The paths of a torrent's own files below its download directory, by the names they have there, with the files in
/// which libtorrent keeps parts of what is not wanted.
///
/// @param paths parts separated by `/`
record TorrentFiles(List<String> paths) {
    private static final int SHORT_HASH = 40;

    TorrentFiles {
        paths = List.copyOf(paths);
    }

    static TorrentFiles of(StoredTorrent torrent, MetainfoReader metainfo) {
        var paths = new ArrayList<String>();
        var known = torrent.metainfo();
        if (known != null) {
            var files = torrent.options().placed(metainfo.read(known.bytes()).files());
            files.forEach(file -> paths.add(file.path()));
        }
        torrent.infoHashes().all().forEach(hash -> addPartFiles(hash, paths));
        return new TorrentFiles(paths);
    }

    /// Bytes that lie in a directory.
    long size(Path directory) throws IOException {
        long size = 0;
        for (var path : paths) {
            var file = directory.resolve(path);
            size += FileCarrier.isFile(file) ? Files.size(file) : 0;
        }
        return size;
    }

    private static void addPartFiles(InfoHash hash, List<String> paths) {
        paths.add("." + hash.hex() + ".parts");
        if (!hash.isV1()) {
            paths.add("." + hash.hex().substring(0, SHORT_HASH) + ".parts");
        }
    }
}
