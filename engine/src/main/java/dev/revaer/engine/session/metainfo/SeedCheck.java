package dev.revaer.engine.session.metainfo;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.file_storage;
import org.libtorrent4j.swig.torrent_info;

/// Looks whether the files of a torrent are there: all their sizes, and the hashes of some pieces, the first and the last
/// among them.
public final class SeedCheck {
    private static final int MOST_PIECES = 20;
    private static final int FEWEST_PIECES = 3;
    private static final long MOST_BYTES = 128L << 20;
    private static final int BUFFER = 128 * 1024;
    private static final byte[] NO_BYTES = {};

    private final Path downloadDir;
    private final torrent_info info;
    private final file_storage files;
    private final byte[] metainfo;

    private SeedCheck(Path downloadDir, torrent_info info, byte[] metainfo) {
        this.downloadDir = downloadDir;
        this.info = info;
        this.files = info.files();
        this.metainfo = metainfo;
    }

    /// What speaks against it that all data is there; null if nothing does. Reads up to some hundred MiB.
    ///
    /// @param metainfo a `.torrent`; a v2 torrent without its piece layers cannot be checked
    /// @param renamed paths below the directory of files that are called otherwise, by index
    /// @throws dev.revaer.engine.EngineException if the metainfo cannot be read
    public static @Nullable String fault(byte[] metainfo, Path downloadDir, Map<Integer, String> renamed) {
        var info = LibtorrentMetainfo.parse(metainfo);
        try {
            renamed.forEach(info::rename_file);
            return new SeedCheck(downloadDir, info, metainfo).fault();
        } catch (IOException e) {
            return "it cannot be read: " + e.getMessage();
        } finally {
            info.delete();
        }
    }

    private @Nullable String fault() throws IOException {
        for (int index = 0; index < files.num_files(); index++) {
            if (isContent(index)) {
                var path = path(index);
                if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    return path + " is not there";
                }
                if (Files.size(path) != files.file_size(index)) {
                    return path + " has " + Files.size(path) + " bytes and not " + files.file_size(index);
                }
            }
        }
        return info.v1() ? faultInPieces() : faultInFiles();
    }

    private @Nullable String faultInPieces() throws IOException {
        for (int piece : sample(info.num_pieces())) {
            var sha1 = digest();
            var slices = info.map_block(piece, 0, info.piece_size(piece));
            for (int i = 0; i < slices.size(); i++) {
                var slice = slices.get(i);
                try (var part = open(slice.getFile_index(), slice.getOffset(), slice.getSize())) {
                    update(sha1, part);
                }
            }
            if (!HexFormat.of().formatHex(sha1.digest()).equals(info.hash_for_piece(piece).to_hex())) {
                return "piece " + piece + " does not fit its hash";
            }
        }
        return null;
    }

    /// A piece of a v2 torrent lies in one file; which pieces a file has is counted over all files in turn.
    private record FilePiece(int file, int piece) {}

    private @Nullable String faultInFiles() throws IOException {
        var layers = PieceLayers.of(metainfo);
        var pieces = new ArrayList<FilePiece>();
        for (int index = 0; index < files.num_files(); index++) {
            for (int piece = 0; isContent(index) && piece < files.file_num_pieces(index); piece++) {
                pieces.add(new FilePiece(index, piece));
            }
        }
        for (int number : sample(pieces.size())) {
            var at = pieces.get(number);
            var isOnePiece = files.file_size(at.file()) <= info.piece_length();
            var root = files.root(at.file()).to_hex();
            var expected = isOnePiece ? root : layers.hash(root, at.piece());
            if (expected == null) {
                return "the metainfo lacks the hashes of its pieces";
            }
            if (!expected.equals(HexFormat.of().formatHex(hash(at, isOnePiece)))) {
                return "piece " + at.piece() + " of " + path(at.file()) + " does not fit its hash";
            }
        }
        return null;
    }

    private byte[] hash(FilePiece at, boolean isOnePiece) throws IOException {
        var offset = (long) at.piece() * info.piece_length();
        var size = Math.min(info.piece_length(), files.file_size(at.file()) - offset);
        var found = new ArrayList<byte[]>();
        var hasher = new PieceHasher(info.piece_length(), null, (_, _, root) -> found.add(root), _ -> {});
        try (var bytes = open(at.file(), offset, size)) {
            hasher.file(at.file(), size, bytes, isOnePiece);
        }
        return found.getFirst();
    }

    /// Spread evenly, and fewer where pieces are large.
    private List<Integer> sample(int pieces) {
        var byBytes = Math.max(FEWEST_PIECES, MOST_BYTES / info.piece_length());
        var count = (int) Math.min(Math.min(pieces, MOST_PIECES), byBytes);
        var chosen = new TreeSet<Integer>();
        for (int i = 0; i < count; i++) {
            chosen.add(count == 1 ? 0 : (int) ((long) i * (pieces - 1) / (count - 1)));
        }
        return List.copyOf(chosen);
    }

    private InputStream open(int index, long offset, long size) throws IOException {
        if (files.pad_file_at(index)) {
            return zeros(size);
        }
        if (!isContent(index) || size == 0) {
            return new ByteArrayInputStream(NO_BYTES);
        }
        var channel = FileChannel.open(path(index), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        channel.position(offset);
        return new LimitedStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFER), size);
    }

    private static InputStream zeros(long size) {
        var blocks = new ArrayList<InputStream>();
        for (long left = size; left > 0; left -= BUFFER) {
            blocks.add(new ByteArrayInputStream(new byte[(int) Math.min(BUFFER, left)]));
        }
        return new SequenceInputStream(Collections.enumeration(blocks));
    }

    private boolean isContent(int index) {
        var flags = files.file_flags(index);
        var isLink = flags.and_(file_storage.flag_symlink).non_zero();
        flags.delete();
        return !isLink && !files.pad_file_at(index);
    }

    private Path path(int index) {
        return downloadDir.resolve(files.file_path(index));
    }

    private static void update(MessageDigest digest, InputStream bytes) throws IOException {
        var buffer = new byte[BUFFER];
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            digest.update(buffer, 0, read);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
