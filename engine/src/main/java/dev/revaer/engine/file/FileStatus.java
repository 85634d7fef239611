package dev.revaer.engine.file;

import dev.revaer.engine.TorrentFile;
import dev.revaer.engine.selection.FilePriority;

/// One file of a torrent as libtorrent has it.
///
/// @param file as the metainfo has it
/// @param path where it lies, relative to the download directory; differs from the metainfo's once it was renamed
/// @param downloadedBytes of it that are here
/// @param priority what libtorrent really does with it
public record FileStatus(TorrentFile file, String path, long downloadedBytes, FilePriority priority) {
    /// How much of the file is here, 0.0 to 1.0.
    public double progress() {
        return file.sizeBytes() == 0 ? 1 : (double) downloadedBytes / file.sizeBytes();
    }
}
