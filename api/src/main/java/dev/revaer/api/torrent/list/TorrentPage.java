package dev.revaer.api.torrent.list;

import java.util.List;

import dev.revaer.api.torrent.TorrentAnswer;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A page of the list.
///
/// @param items torrents, or of each what was asked for
/// @param nextCursor for the page after this one; null on the last
/// @param total of all torrents that the filter lets through; when the first page was read, in an order that moves
public record TorrentPage(
        @ArraySchema(schema = @Schema(implementation = TorrentAnswer.class)) List<Object> items,
        @Nullable @Schema(description = "For the page after this one; null on the last") String nextCursor,
        @Schema(description = "Torrents that the filter lets through; in an order that moves those of the first page's moment") int total) {
    public TorrentPage {
        items = List.copyOf(items);
    }
}
