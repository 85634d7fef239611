package dev.revaer.engine.session.file;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

import dev.revaer.engine.TorrentFile;
import org.libtorrent4j.swig.file_storage;
import org.libtorrent4j.swig.torrent_info;

/// Where a torrent's files lie in its pieces.
///
/// @param files as the metainfo has them, by index, without pad files and links
/// @param offsets of each of these files in all bytes
/// @param pads indexes of pad files
/// @param entries indexes in all
public record FileLayout(
        List<TorrentFile> files,
        List<Long> offsets,
        BitSet pads,
        int entries,
        int pieces,
        int pieceLength) {
    public FileLayout {
        files = List.copyOf(files);
        offsets = List.copyOf(offsets);
    }

    /// The layout of a torrent, its files by the names of the metainfo.
    ///
    /// @param originals what renamed files are called there, by index
    public static FileLayout of(torrent_info info, Map<Integer, String> originals) {
        var storage = info.files();
        var files = new ArrayList<TorrentFile>();
        var offsets = new ArrayList<Long>();
        var pads = new BitSet();
        for (int index = 0; index < storage.num_files(); index++) {
            if (storage.pad_file_at(index)) {
                pads.set(index);
            } else if (!isLink(storage, index)) {
                var original = originals.get(index);
                var path = original == null ? storage.file_path(index) : original;
                files.add(new TorrentFile(index, path, storage.file_size(index)));
                offsets.add(storage.file_offset(index));
            }
        }
        return new FileLayout(
                files,
                offsets,
                pads,
                storage.num_files(),
                storage.num_pieces(),
                storage.piece_length());
    }

    private static boolean isLink(file_storage storage, int index) {
        var flags = storage.file_flags(index);
        var isLink = flags.and_(file_storage.flag_symlink).non_zero();
        flags.delete();
        return isLink;
    }

    /// The first piece of a file.
    ///
    /// @param at position in [#files]
    public int firstPiece(int at) {
        return (int) (offsets.get(at) / pieceLength);
    }

    /// The last piece of a file.
    ///
    /// @param at position in [#files] of a file that is not empty
    public int lastPiece(int at) {
        return (int) ((offsets.get(at) + files.get(at).sizeBytes() - 1) / pieceLength);
    }
}
