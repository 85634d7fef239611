package dev.revaer.engine.file;

import java.util.List;
import java.util.Map;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.selection.Selection;

/// What libtorrent itself knows of a torrent's files and pieces. Asks it, at most once a second for each torrent, and
/// so waits: not for an event loop.
///
/// All throw [dev.revaer.engine.EngineException] with `TorrentNotFound`, or with `MetadataMissing` for a magnet link
/// whose files are not known yet.
public interface FileControl {
    /// All files but pad files, by index.
    List<FileStatus> files(InfoHash infoHash);

    PieceMap pieces(InfoHash infoHash);

    /// Looks whether a selection fits the torrent's files.
    ///
    /// @throws dev.revaer.engine.EngineException with `BadSelection`
    void check(InfoHash infoHash, Selection selection);

    /// Looks whether files can be called so: by the rules of names, and by what lies on the disk.
    ///
    /// @param names paths below the download directory, by file index, of all files that are to be called otherwise than
    ///        in the metainfo
    /// @throws dev.revaer.engine.EngineException with `BadFileName` or `RenameRefused`
    void check(InfoHash infoHash, Map<Integer, String> names);
}
