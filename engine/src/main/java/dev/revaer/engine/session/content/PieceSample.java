package dev.revaer.engine.session.content;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.ResumeFormat;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.jni.Swig;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.libtorrent4j.swig.add_torrent_params;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.file_slice;
import org.libtorrent4j.swig.libtorrent;
import org.libtorrent4j.swig.torrent_info;

/// Reads some of the pieces that resume data says are here, those finished last where it tells which: after a power
/// failure it may have been kept while they had not reached the disk.
public final class PieceSample {
    private static final int MOST_PIECES = 16;

    private PieceSample() {}

    /// Compares the sample with the metainfo.
    ///
    /// @param mostBytes read at most, though one piece at least
    /// @return a piece that is not as it should be; none too if there is nothing to compare with: for a torrent
    ///         without metainfo or v1 hashes, and resume data that cannot be read
    public static OptionalInt wrongPiece(StoredTorrent torrent, long mostBytes) {
        var metainfo = torrent.metainfo();
        var resumeData = torrent.resumeData();
        if (metainfo == null || resumeData == null) {
            return OptionalInt.empty();
        }
        var info = LibtorrentMetainfo.parse(metainfo.bytes());
        try {
            return info.info_hashes().has_v1()
                    ? wrongPiece(torrent, info, resumeData, mostBytes)
                    : OptionalInt.empty();
        } finally {
            info.delete();
        }
    }

    private static OptionalInt wrongPiece(
            StoredTorrent torrent,
            torrent_info info,
            Bencoded resumeData,
            long mostBytes) {
        var error = new error_code();
        var bytes = Swig.vector(resumeData.bytes());
        var parameters = libtorrent.read_resume_data_ex(bytes, error);
        bytes.delete();
        if (error.failed()) {
            return OptionalInt.empty();
        }
        var files = new Content(torrent, info, renamed(torrent, parameters));
        long left = mostBytes;
        for (int piece : chosen(info, parameters, resumeData)) {
            if (!files.isRight(piece)) {
                return OptionalInt.of(piece);
            }
            left -= info.piece_size(piece);
            if (left <= 0) {
                break;
            }
        }
        parameters.delete();
        return OptionalInt.empty();
    }

    private static List<Integer> chosen(
            torrent_info info,
            add_torrent_params parameters,
            Bencoded resumeData) {
        var have = parameters.get_have_pieces();
        var candidates = new ArrayList<Integer>();
        for (int piece : ResumeFormat.latest(resumeData.bytes())) {
            if (piece < Math.min(have.size(), info.num_pieces()) && have.get_bit(piece)) {
                candidates.add(piece);
            }
        }
        for (int piece = 0; candidates.isEmpty()
                && piece < Math.min(have.size(), info.num_pieces()); piece++) {
            if (have.get_bit(piece)) {
                candidates.add(piece);
            }
        }
        Collections.shuffle(candidates, new Random());
        return candidates.subList(0, Math.min(candidates.size(), MOST_PIECES));
    }

    private static Map<Integer, String> renamed(StoredTorrent torrent, add_torrent_params parameters) {
        Map<Integer, String> renamed = new HashMap<>(parameters.get_renamed_files());
        renamed.putAll(torrent.options().renamedFiles());
        return renamed;
    }

    /// The files of a torrent.
    private record Content(StoredTorrent torrent, torrent_info info, Map<Integer, String> renamed) {

        /// A piece of which a part lies where only libtorrent finds it, with unwanted files, passes.
        boolean isRight(int piece) {
            var sha1 = sha1();
            for (var slice : info.files().map_block(piece, 0, info.piece_size(piece))) {
                if (info.files().pad_file_at(slice.getFile_index())) {
                    sha1.update(new byte[Math.toIntExact(slice.getSize())]);
                } else if (!Files.isRegularFile(path(slice))) {
                    return true;
                } else if (!hash(slice, sha1)) {
                    return false;
                }
            }
            return HexFormat.of().formatHex(sha1.digest()).equals(info.hash_for_piece(piece).to_hex());
        }

        private Path path(file_slice slice) {
            var usual = info.files().file_path(slice.getFile_index());
            return torrent.downloadDir().resolve(renamed.getOrDefault(slice.getFile_index(), usual));
        }

        private boolean hash(file_slice slice, MessageDigest sha1) {
            try (var file = new RandomAccessFile(path(slice).toFile(), "r")) {
                if (file.length() < slice.getOffset() + slice.getSize()) {
                    return false;
                }
                var bytes = new byte[Math.toIntExact(slice.getSize())];
                file.seek(slice.getOffset());
                file.readFully(bytes);
                sha1.update(bytes);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        private static MessageDigest sha1() {
            try {
                return MessageDigest.getInstance("SHA-1");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
