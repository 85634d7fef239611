package dev.revaer.fsops;

/// One file of a torrent. Its path is taken as it stands: the pipeline refuses a hostile one by
/// [FsopsError.UnsafePath].
///
/// @param path relative to the download directory, parts parted by `/`, as in the torrent
/// @param sizeBytes exact size, 0 or more
public record DownloadedFile(String path, long sizeBytes) {
    public DownloadedFile {
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("negative size: " + sizeBytes + " of " + path);
        }
    }
}
