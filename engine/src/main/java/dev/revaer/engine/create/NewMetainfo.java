package dev.revaer.engine.create;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// Metainfo that is to be made of a file or folder.
///
/// @param content links below it are left out, not followed
/// @param pieceLength bytes, a power of two from [#SHORTEST_PIECE] to [#LONGEST_PIECE]; null to choose by size
/// @param isPrivate only its own trackers may be asked for peers (BEP 27)
/// @param trackers tiers of addresses, tried in this order (BEP 12)
/// @param webSeeds addresses that serve the content (BEP 19)
/// @param source part of the info dictionary, so that it sets apart the torrents of two sites
public record NewMetainfo(
        Path content,
        MetainfoFormat format,
        @Nullable Integer pieceLength,
        boolean isPrivate,
        List<List<String>> trackers,
        List<String> webSeeds,
        @Nullable String comment,
        @Nullable String source) {
    public static final int SHORTEST_PIECE = 16 * 1024;
    public static final int LONGEST_PIECE = 128 * 1024 * 1024;

    public NewMetainfo {
        if (pieceLength != null && !isPieceLength(pieceLength)) {
            throw new IllegalArgumentException("not a piece length: " + pieceLength);
        }
        trackers = trackers.stream().map(List::copyOf).toList();
        webSeeds = List.copyOf(webSeeds);
        trackers.forEach(tier -> tier.forEach(address -> check(SourceAddress.TRACKER, address)));
        webSeeds.forEach(address -> check(SourceAddress.WEB_SEED, address));
    }

    /// A public hybrid without trackers.
    public static NewMetainfo of(Path content) {
        return new NewMetainfo(content, MetainfoFormat.HYBRID, null, false, List.of(), List.of(), null, null);
    }

    public NewMetainfo withContent(Path other) {
        return new NewMetainfo(
                other,
                format,
                pieceLength,
                isPrivate,
                trackers,
                webSeeds,
                comment,
                source);
    }

    public static boolean isPieceLength(int length) {
        return length >= SHORTEST_PIECE && length <= LONGEST_PIECE && Integer.bitCount(length) == 1;
    }

    private static void check(SourceAddress kind, String address) {
        kind.fault(address).ifPresent(fault -> {
            throw new IllegalArgumentException(address + ": " + fault);
        });
    }
}
