package dev.revaer.api.move;

import java.nio.file.Path;

import dev.revaer.engine.InfoHash;

/// Moves torrents' files.
public interface TorrentMoves {
    /// Begins to move a torrent's files; goes on after a crash where it was. When this returns, the move is kept, and
    /// inside a volume it is done. Nothing happens if they are there already. The files of a torrent that is in the
    /// incomplete directory stay there, and go to the new one once it is complete.
    ///
    /// @param downloadDir absolute
    /// @throws dev.revaer.engine.EngineException if the torrent or the directory does not allow it
    /// @throws dev.revaer.api.problem.ApiException if space, volume or post-processing does not
    Move start(InfoHash infoHash, Path downloadDir);

    /// How far a move is.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `NoMove`
    Move get(InfoHash infoHash);

    /// A move as it stands.
    ///
    /// @param state `queued`, `copying`, `completed`, or `deferred` until the torrent is complete
    /// @param bytesDone copied and read again
    /// @param bytesTotal 0 until it is known, and where nothing needs to be copied
    record Move(InfoHash infoHash, String state, Path from, Path to, long bytesDone, long bytesTotal) {}
}
