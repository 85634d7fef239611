package dev.revaer.engine.session.metainfo;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

/// Hashes the files of a torrent in order: SHA-1 of each piece over all files (BEP 3), and for each file the roots of
/// its piece layer over SHA-256 of 16 KiB blocks (BEP 52).
final class PieceHasher {
    private static final int BLOCK = 16 * 1024;
    private static final byte[] NO_BLOCK = new byte[32];

    private final int pieceLength;
    private final @Nullable PieceHash onPiece;
    private final @Nullable LayerHash onLayer;
    private final LongConsumer onBytes;
    private final MessageDigest sha1 = digest("SHA-1");
    private final MessageDigest sha256 = digest("SHA-256");
    private final byte[] block = new byte[BLOCK];
    private int piece;
    private int inPiece;

    /// Takes the v1 hash of a piece.
    @FunctionalInterface
    interface PieceHash {
        void set(int piece, byte[] hash);
    }

    /// Takes the v2 hash of a piece, counted from the start of its file.
    @FunctionalInterface
    interface LayerHash {
        void set(int file, int piece, byte[] root);
    }

    /// @param onPiece null if v1 is not wanted
    /// @param onLayer null if v2 is not wanted
    /// @param onBytes told how many bytes of a file were hashed, after each block
    PieceHasher(
            int pieceLength,
            @Nullable PieceHash onPiece,
            @Nullable LayerHash onLayer,
            LongConsumer onBytes) {
        this.pieceLength = pieceLength;
        this.onPiece = onPiece;
        this.onLayer = onLayer;
        this.onBytes = onBytes;
    }

    /// @throws EOFException if there are fewer than `size` bytes
    void file(int index, long size, InputStream bytes) throws IOException {
        file(index, size, bytes, size <= pieceLength);
    }

    /// The same for a part of a file that begins with a piece.
    ///
    /// @param isOnePiece whether the file has no other piece
    void file(int index, long size, InputStream bytes, boolean isOnePiece) throws IOException {
        var leaves = isOnePiece ? 1 : pieceLength / BLOCK;
        var blocks = new ArrayList<byte[]>();
        int layerPiece = 0;
        for (long left = size; left > 0;) {
            var length = (int) Math.min(BLOCK, left);
            if (bytes.readNBytes(block, 0, length) < length) {
                throw new EOFException("it has become shorter");
            }
            left -= length;
            v1(block, length);
            if (onLayer != null) {
                sha256.update(block, 0, length);
                blocks.add(sha256.digest());
                if (left == 0 || blocks.size() == pieceLength / BLOCK) {
                    onLayer.set(index, layerPiece++, root(blocks, leaves));
                    blocks.clear();
                }
            }
            onBytes.accept(length);
        }
    }

    /// Zeros that only v1 knows of (BEP 47).
    void pad(long size) {
        var zeros = new byte[BLOCK];
        for (long left = size; left > 0; left -= BLOCK) {
            v1(zeros, (int) Math.min(BLOCK, left));
        }
    }

    void finish() {
        if (onPiece != null && inPiece > 0) {
            endPiece(onPiece);
        }
    }

    private void v1(byte[] bytes, int length) {
        if (onPiece == null) {
            return;
        }
        for (int offset = 0; offset < length;) {
            var taken = Math.min(length - offset, pieceLength - inPiece);
            sha1.update(bytes, offset, taken);
            offset += taken;
            inPiece += taken;
            if (inPiece == pieceLength) {
                endPiece(onPiece);
            }
        }
    }

    private void endPiece(PieceHash taker) {
        taker.set(piece++, sha1.digest());
        inPiece = 0;
    }

    /// @param leaves at least so many; made up with zeros to a power of two
    private byte[] root(List<byte[]> blocks, int leaves) {
        var layer = new ArrayList<>(blocks);
        var least = Math.max(leaves, blocks.size());
        var width = least <= 1 ? 1 : Integer.highestOneBit(least - 1) << 1;
        while (layer.size() < width) {
            layer.add(NO_BLOCK);
        }
        while (layer.size() > 1) {
            var above = new ArrayList<byte[]>(layer.size() / 2);
            for (int i = 0; i < layer.size(); i += 2) {
                sha256.update(layer.get(i));
                above.add(sha256.digest(layer.get(i + 1)));
            }
            layer = above;
        }
        return layer.getFirst();
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
