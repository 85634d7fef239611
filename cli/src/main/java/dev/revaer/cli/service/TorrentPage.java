package dev.revaer.cli.service;

import java.util.List;

import dev.revaer.cli.json.Fields;

/// A stretch of the list of torrents.
///
/// @param whole the answer itself, pages put together
/// @param items the torrents in it
public record TorrentPage(Fields whole, List<Torrent> items) {
    public TorrentPage {
        items = List.copyOf(items);
    }

    TorrentPage(Fields whole) {
        this(whole, whole.each("items").stream().map(Torrent::new).toList());
    }

    /// How many torrents all pages hold.
    public long total() {
        return whole.count("total");
    }
}
