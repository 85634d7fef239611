package dev.revaer.api.torrent.file;

import java.util.List;
import java.util.function.UnaryOperator;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.file.FileStatus;
import dev.revaer.engine.file.PieceMap;

/// The files of the torrents Revaer keeps.
public interface FileCatalog {
    /// All files of a torrent, by index.
    ///
    /// @throws dev.revaer.engine.EngineException with `TorrentNotFound`, or `MetadataMissing` while the files are unknown
    List<FileStatus> files(InfoHash infoHash);

    /// Which pieces are here; throws as [#files] does.
    PieceMap pieces(InfoHash infoHash);

    /// Changes which files are wanted, for good; of a magnet link also before its files are known.
    ///
    /// @return the files; none while they are not known
    /// @throws dev.revaer.engine.EngineException with `BadSelection` if no file would be left
    List<FileStatus> select(InfoHash infoHash, UnaryOperator<TorrentOptions> change);

    /// Renames a file.
    ///
    /// @param to relative to the download directory
    /// @throws dev.revaer.engine.EngineException with `BadFileName` or `RenameRefused`; then nothing is renamed
    void renameFile(InfoHash infoHash, int index, String to);

    /// Renames a folder, the torrent's own or one below it; throws as [#renameFile] does.
    ///
    /// @param folder relative to the download directory
    /// @param to relative to the download directory
    void renameFolder(InfoHash infoHash, String folder, String to);
}
