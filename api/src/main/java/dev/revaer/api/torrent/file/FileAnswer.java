package dev.revaer.api.torrent.file;

import dev.revaer.engine.file.FileStatus;
import org.jspecify.annotations.Nullable;

/// A file of a torrent as the API shows it.
///
/// @param index in the metainfo; pad files have one too, but are not shown
/// @param path where it lies, relative to the download directory
/// @param originalPath in the metainfo, if it was renamed
/// @param downloadedBytes of it that are here
/// @param progress 0.0 to 1.0
/// @param priority `skip`, `low`, `normal` or `high`, as libtorrent itself has it
public record FileAnswer(
        int index,
        String path,
        @Nullable String originalPath,
        long sizeBytes,
        long downloadedBytes,
        double progress,
        String priority) {
    static FileAnswer of(FileStatus status) {
        var file = status.file();
        return new FileAnswer(
                file.index(),
                status.path(),
                status.path().equals(file.path()) ? null : file.path(),
                file.sizeBytes(),
                status.downloadedBytes(),
                status.progress(),
                status.priority().label());
    }
}
