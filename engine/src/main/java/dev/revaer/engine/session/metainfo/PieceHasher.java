package dev.revaer.engine.session.metainfo;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/// Hashes the files of a hybrid torrent in order: SHA-1 of each piece over all files (BEP 3), and for each file the
/// roots of its piece layer over SHA-256 of 16 KiB blocks (BEP 52).
final class PieceHasher {
    private static final int BLOCK = 16 * 1024;
    private static final byte[] NO_BLOCK = new byte[32];

    private final int pieceLength;
    private final PieceHash onPiece;
    private final LayerHash onLayer;
    private final MessageDigest sha1 = digest("SHA-1");
    private final MessageDigest sha256 = digest("SHA-256");
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

    PieceHasher(int pieceLength, PieceHash onPiece, LayerHash onLayer) {
        this.pieceLength = pieceLength;
        this.onPiece = onPiece;
        this.onLayer = onLayer;
    }

    /// @throws EOFException if there are fewer than `size` bytes
    void file(int index, long size, InputStream bytes) throws IOException {
        var isOnePiece = size <= pieceLength;
        var blocks = new ArrayList<byte[]>();
        int layerPiece = 0;
        for (long left = size; left > 0;) {
            var block = bytes.readNBytes((int) Math.min(BLOCK, left));
            if (block.length < Math.min(BLOCK, left)) {
                throw new EOFException("the file has become shorter");
            }
            left -= block.length;
            v1(block, block.length);
            blocks.add(sha256.digest(block));
            if (left == 0 || blocks.size() == pieceLength / BLOCK) {
                onLayer.set(
                        index,
                        layerPiece++,
                        root(blocks, isOnePiece ? blocks.size() : pieceLength / BLOCK));
                blocks.clear();
            }
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
        if (inPiece > 0) {
            endPiece();
        }
    }

    private void v1(byte[] bytes, int length) {
        for (int offset = 0; offset < length;) {
            var taken = Math.min(length - offset, pieceLength - inPiece);
            sha1.update(bytes, offset, taken);
            offset += taken;
            inPiece += taken;
            if (inPiece == pieceLength) {
                endPiece();
            }
        }
    }

    private void endPiece() {
        onPiece.set(piece++, sha1.digest());
        inPiece = 0;
    }

    /// @param leaves at least so many; made up with zeros to a power of two
    private byte[] root(List<byte[]> blocks, int leaves) {
        var layer = new ArrayList<>(blocks);
        var width = leaves <= 1 ? 1 : Integer.highestOneBit(leaves - 1) << 1;
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
