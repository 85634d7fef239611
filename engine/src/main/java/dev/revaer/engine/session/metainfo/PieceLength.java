package dev.revaer.engine.session.metainfo;

import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.create.NewMetainfo;

/// How long a torrent's pieces are when nobody says.
final class PieceLength {
    /// Up to so many bytes of content the shortest pieces do; each doubling serves four times as many, as in
    /// libtorrent.
    private static final long CONTENT_OF_SHORTEST = 2_684_355;
    private static final int SHA1_BYTES = 20;
    private static final int SHA256_BYTES = 32;

    private PieceLength() {}

    /// @param mostHashBytes longer pieces are chosen rather than more bytes of hashes
    static int of(long size, MetainfoFormat format, long mostHashBytes) {
        var length = NewMetainfo.SHORTEST_PIECE;
        var served = CONTENT_OF_SHORTEST;
        while (length < NewMetainfo.LONGEST_PIECE
                && (size > served || hashBytes(size, length, format) > mostHashBytes)) {
            length *= 2;
            served *= 4;
        }
        return length;
    }

    /// Bytes that the hashes of the pieces take, about.
    static long hashBytes(long size, int pieceLength, MetainfoFormat format) {
        var each = (format.hasV1() ? SHA1_BYTES : 0) + (format.hasV2() ? SHA256_BYTES : 0);
        return size / pieceLength * each;
    }
}
