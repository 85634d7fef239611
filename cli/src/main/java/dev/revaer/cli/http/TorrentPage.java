package dev.revaer.cli.http;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// A stretch of the list of torrents.
///
/// @param nextCursor where the next one begins; null when this is the last
/// @param total how many torrents all pages hold
public record TorrentPage(List<Torrent> items, @Nullable String nextCursor, long total) {
    public TorrentPage {
        items = List.copyOf(items);
    }
}
