package dev.revaer.cli.takeover.torrent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.revaer.cli.takeover.bencode.BencodeReader;
import dev.revaer.cli.takeover.bencode.Bencoded;
import dev.revaer.cli.takeover.bencode.Dictionary;
import dev.revaer.cli.takeover.bencode.UnreadableException;
import org.jspecify.annotations.Nullable;

/// What a torrent is made of, as its metainfo has it (BEP 3, BEP 47, BEP 52).
///
/// @param v1 40 hex digits; null for one of v2 only
/// @param v2 64 hex digits; null for one of v1 only
/// @param isSingle a file without a folder
/// @param files in the order of the metainfo, pad files as well
public record Layout(
        @Nullable String v1,
        @Nullable String v2,
        String name,
        long pieceLength,
        int pieces,
        boolean isSingle,
        List<Entry> files) {
    /// What is said of a torrent that [#wantsNothing].
    public static final String NOTHING_WANTED = "that it wants none of its files: it is paused";

    private static final int V1_HASH = 20;
    private static final long LARGEST = 1L << 50;
    private static final long LARGEST_PIECE = 1L << 30;
    private static final int MOST_PIECES = 1 << 24;
    private static final int MOST_FILES = 1_000_000;

    public Layout {
        files = List.copyOf(files);
    }

    /// A file.
    ///
    /// @param path with the torrent's folder first
    /// @param offset of its first byte in all bytes
    /// @param isPad whether it only fills a piece
    public record Entry(String path, long size, long offset, boolean isPad) {}

    /// Reads metainfo.
    ///
    /// @throws UnreadableException if it is none
    public static Layout read(byte[] metainfo) throws UnreadableException {
        return read(BencodeReader.read(metainfo));
    }

    /// Reads metainfo.
    ///
    /// @throws UnreadableException if it is none
    public static Layout read(Dictionary metainfo) throws UnreadableException {
        var info = metainfo.dictionary("info");
        if (info == null) {
            throw new UnreadableException("it has no info dictionary");
        }
        var raw = Objects.requireNonNull(metainfo.raw("info"));
        var pieceHashes = info.bytes("pieces");
        var isV2 = info.number("meta version", 0) == 2 && info.dictionary("file tree") != null;
        if (pieceHashes == null && !isV2) {
            throw new UnreadableException("it has no pieces");
        }
        long pieceLength = info.number("piece length", 0);
        if (pieceLength < 1 || pieceLength > LARGEST_PIECE) {
            throw new UnreadableException("its pieces have no length that can be");
        }
        var name = name(info);
        var files = pieceHashes != null
                ? listed(info, name)
                : inTree(Objects.requireNonNull(info.dictionary("file tree")), name, pieceLength);
        long size = files.isEmpty() ? 0 : files.getLast().offset() + files.getLast().size();
        long pieces = (size + pieceLength - 1) / pieceLength;
        if (pieces > MOST_PIECES || (pieceHashes != null && pieceHashes.length != pieces * V1_HASH)) {
            throw new UnreadableException("it has another number of pieces than its files make");
        }
        return new Layout(
                pieceHashes == null ? null : hash("SHA-1", raw),
                isV2 ? hash("SHA-256", raw) : null,
                name,
                pieceLength,
                (int) pieces,
                files.size() == 1 && files.getFirst().path().equals(name),
                files);
    }

    /// The pieces that a part of a file lies in, `[first, end)`; none for an empty one.
    public int firstPiece(Entry file) {
        return (int) (file.offset() / pieceLength);
    }

    /// The end of these pieces.
    public int endPiece(Entry file) {
        return file.size() == 0
                ? firstPiece(file)
                : (int) ((file.offset() + file.size() - 1) / pieceLength) + 1;
    }

    /// Whether all of a file is there.
    public boolean isWhole(Entry file, BitSet have) {
        return have.nextClearBit(firstPiece(file)) >= endPiece(file);
    }

    /// Whether all is there that is wanted.
    ///
    /// @param priorities by file index, as far as they are not usual
    public boolean isWhole(BitSet have, Map<Integer, Priority> priorities) {
        for (int i = 0; i < files.size(); i++) {
            if (!files.get(i).isPad() && priorities.get(i) != Priority.SKIP && !isWhole(files.get(i), have)) {
                return false;
            }
        }
        return true;
    }

    /// Whether every file is unwanted, which Revaer does not know.
    public boolean wantsNothing(Map<Integer, Priority> priorities) {
        for (int i = 0; i < files.size(); i++) {
            if (!files.get(i).isPad() && priorities.get(i) != Priority.SKIP) {
                return false;
            }
        }
        return !files.isEmpty();
    }

    /// All bytes, pad files as well.
    public long size() {
        return files.isEmpty() ? 0 : files.getLast().offset() + files.getLast().size();
    }

    private static String name(Dictionary info) {
        var name = lenient(info, "name.utf-8");
        return name.isEmpty() ? lenient(info, "name") : name;
    }

    private static List<Entry> listed(Dictionary info, String name) throws UnreadableException {
        var list = info.list("files");
        if (list == null) {
            return List.of(new Entry(name, size(info), 0, false));
        }
        var files = new ArrayList<Entry>();
        long offset = 0;
        for (var item : list) {
            if (!(item instanceof Dictionary file)) {
                throw new UnreadableException("it has a file that is none");
            }
            var path = file.list("path.utf-8") == null ? file.list("path") : file.list("path.utf-8");
            var attributes = lenient(file, "attr");
            var entry = new Entry(name + path(path), size(file), offset, attributes.contains("p"));
            offset = next(offset, entry.size());
            files.add(entry);
        }
        return files;
    }

    private static String path(@Nullable List<Bencoded> parts) {
        var path = new StringBuilder();
        for (var part : parts == null ? List.<Bencoded>of() : parts) {
            path.append('/').append(part instanceof Bencoded.Text(var bytes) ? lenient(bytes) : "");
        }
        return path.toString();
    }

    /// Files of v2 begin at a piece each; libtorrent fills what is left between them.
    private static List<Entry> inTree(Dictionary tree, String name, long pieceLength)
            throws UnreadableException {
        var files = new ArrayList<Entry>();
        var only = tree.keys().size() == 1 ? tree.dictionary(tree.keys().iterator().next()) : null;
        var isSingle = only != null && only.dictionary("") != null;
        addTree(tree, isSingle ? "" : name + "/", pieceLength, files);
        return files;
    }

    private static void addTree(Dictionary tree, String folder, long pieceLength, List<Entry> files)
            throws UnreadableException {
        for (var key : tree.keys()) {
            var below = tree.dictionary(key);
            if (below == null) {
                throw new UnreadableException("it has a file that is none");
            }
            var path = folder + lenient(key.getBytes(StandardCharsets.ISO_8859_1));
            var file = below.dictionary("");
            if (file == null) {
                addTree(below, path + "/", pieceLength, files);
            } else {
                long end = files.isEmpty() ? 0 : files.getLast().offset() + files.getLast().size();
                var begin = (end + pieceLength - 1) / pieceLength * pieceLength;
                var entry = new Entry(path, size(file), begin, false);
                next(begin, entry.size());
                files.add(entry);
                if (files.size() > MOST_FILES) {
                    throw new UnreadableException("it has too many files");
                }
            }
        }
    }

    private static long size(Dictionary file) throws UnreadableException {
        long size = file.number("length", -1);
        if (size < 0 || size > LARGEST) {
            throw new UnreadableException("it has a file of no size that can be");
        }
        return size;
    }

    private static long next(long offset, long size) throws UnreadableException {
        if (offset + size > LARGEST) {
            throw new UnreadableException("it is larger than can be");
        }
        return offset + size;
    }

    private static String lenient(Dictionary from, String key) {
        var bytes = from.bytes(key);
        return bytes == null ? "" : lenient(bytes);
    }

    private static String lenient(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
