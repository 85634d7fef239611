package dev.revaer.api.torrent.file;

import java.util.Base64;
import java.util.List;

import dev.revaer.engine.file.PieceMap;
import dev.revaer.engine.file.PieceMap.PartialPiece;

/// The pieces of a torrent in short.
///
/// @param pieceLength bytes of each piece but the last
/// @param have base64 of one bit for each piece, set if it is here; the first is the highest bit of the first byte
/// @param availability base64 of one byte for each piece: how many connected peers have it, at most 255; empty once all
///        pieces are here
/// @param downloading pieces of which some blocks are here or asked for, at most 1,000
public record PieceAnswer(
        int pieceLength,
        int count,
        String have,
        String availability,
        List<PartialPiece> downloading) {
    public PieceAnswer {
        downloading = List.copyOf(downloading);
    }

    static PieceAnswer of(PieceMap pieces) {
        var base64 = Base64.getEncoder();
        return new PieceAnswer(
                pieces.pieceLength(),
                pieces.count(),
                base64.encodeToString(pieces.have()),
                base64.encodeToString(pieces.availability()),
                pieces.downloading());
    }
}
