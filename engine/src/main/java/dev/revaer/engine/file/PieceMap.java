package dev.revaer.engine.file;

import java.util.List;

/// Which pieces are here, and which can be had.
///
/// @param pieceLength bytes of each piece but the last
/// @param have one bit for each piece, the first in the highest bit of the first byte, as in BEP 3
/// @param availability for each piece the connected peers that have it, at most 255; empty once all pieces are here
/// @param downloading pieces of which some blocks are here or asked for, at most [#MOST_DOWNLOADING]
@SuppressWarnings("ArrayRecordComponent") // made for one reader, never compared
public record PieceMap(
        int pieceLength,
        int count,
        byte[] have,
        byte[] availability,
        List<PartialPiece> downloading) {
    public static final int MOST_DOWNLOADING = 1_000;

    public PieceMap {
        downloading = List.copyOf(downloading.subList(0, Math.min(downloading.size(), MOST_DOWNLOADING)));
    }

    /// A piece on its way.
    ///
    /// @param blocks in it, of 16 KiB each
    /// @param finished blocks that are here
    /// @param requested blocks that peers were asked for
    public record PartialPiece(int index, int blocks, int finished, int requested) {}
}
