package dev.revaer.fsops;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// A torrent whose wanted files are complete.
///
/// @param infoHash 40 (v1, hybrid) or 64 (v2) hex digits, lower case
/// @param name the torrent's name, as its metainfo gives it
/// @param downloadDir absolute directory below which the files lie
/// @param files the files that were downloaded; no other file is ever read
/// @param category null for none
/// @param completedAt when it was complete, null where that is not known
/// @param isWhole whether these are all files of the torrent
public record FinishedDownload(
        String infoHash,
        String name,
        Path downloadDir,
        List<DownloadedFile> files,
        @Nullable String category,
        @Nullable Instant completedAt,
        boolean isWhole) {
    private static final Pattern INFO_HASH = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");

    public FinishedDownload {
        if (!INFO_HASH.matcher(infoHash).matches()) {
            throw new IllegalArgumentException("not an info hash: " + infoHash);
        }
        if (!downloadDir.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute directory: " + downloadDir);
        }
        files = List.copyOf(files);
    }

    /// All of a torrent.
    public FinishedDownload(
            String infoHash,
            String name,
            Path downloadDir,
            List<DownloadedFile> files,
            @Nullable String category,
            @Nullable Instant completedAt) {
        this(infoHash, name, downloadDir, files, category, completedAt, true);
    }

    /// All of a torrent, of no category, completed at a time not known.
    public FinishedDownload(String infoHash, String name, Path downloadDir, List<DownloadedFile> files) {
        this(infoHash, name, downloadDir, files, null, null, true);
    }
}
