package dev.revaer.cli.takeover.qbittorrent;

import java.util.List;

/// What qBittorrent says of a torrent beside libtorrent's resume data.
///
/// @param name that the user gave it; empty for none
/// @param savePath where it belongs; empty where its category says
/// @param goals as qBittorrent counts them
/// @param more what Revaer has not, in words
record Said(
        String name,
        String category,
        List<String> tags,
        String savePath,
        boolean isStopped,
        boolean isForced,
        boolean hasFirstAndLastFirst,
        ShareLimits goals,
        List<String> more) {
    Said {
        tags = List.copyOf(tags);
        more = List.copyOf(more);
    }

    /// When to stop seeding: a negative number for what the settings say, or, where it is -1, never.
    record ShareLimits(double ratio, long seedingMinutes, String action) {}
}
