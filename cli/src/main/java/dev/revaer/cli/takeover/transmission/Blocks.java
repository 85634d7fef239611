package dev.revaer.cli.takeover.transmission;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.stream.LongStream;

import dev.revaer.cli.takeover.torrent.Layout;
import org.jspecify.annotations.Nullable;

/// What Transmission has of a torrent, block by block: `all`, `none`, or a bit for each, the first of a byte the highest.
final class Blocks {
    private static final long BLOCK = 16 << 10;
    private static final BitSet NONE = new BitSet();

    private Blocks() {}

    /// The pieces of which every block is there.
    ///
    /// @return null where it cannot be told
    static @Nullable BitSet pieces(Layout layout, byte @Nullable [] blocks) {
        if (blocks == null) {
            return null;
        }
        var word = new String(blocks, StandardCharsets.ISO_8859_1);
        if (word.equals("none") || blocks.length == 0) {
            return NONE;
        }
        if (word.equals("all")) {
            var all = new BitSet();
            all.set(0, layout.pieces());
            return all;
        }
        var sizes = LongStream.of(BLOCK, older(layout.pieceLength()))
                .filter(size -> (count(layout, size) + 7) / 8 == blocks.length)
                .distinct()
                .toArray();
        return sizes.length == 1 ? pieces(layout, blocks, sizes[0]) : null;
    }

    /// Up to version 3 a piece held whole blocks.
    private static long older(long pieceLength) {
        long size = pieceLength;
        while (size > BLOCK) {
            size /= 2;
        }
        return size > 0 && pieceLength % size == 0 ? size : BLOCK;
    }

    private static long count(Layout layout, long size) {
        return (layout.size() + size - 1) / size;
    }

    private static BitSet pieces(Layout layout, byte[] blocks, long size) {
        var have = new BitSet();
        for (int piece = 0; piece < layout.pieces(); piece++) {
            long begin = piece * layout.pieceLength();
            long end = Math.min(begin + layout.pieceLength(), layout.size());
            long block = begin / size;
            while (block * size < end && isSet(blocks, block)) {
                block++;
            }
            have.set(piece, block * size >= end);
        }
        return have;
    }

    private static boolean isSet(byte[] bits, long at) {
        return (bits[(int) (at / 8)] >> (7 - at % 8) & 1) == 1;
    }
}
