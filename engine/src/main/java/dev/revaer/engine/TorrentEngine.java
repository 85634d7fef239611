package dev.revaer.engine;

import java.util.List;

import dev.revaer.engine.resume.StoredTorrent;
import org.jspecify.annotations.Nullable;

/// A running BitTorrent session. All methods may be called from any thread; those that command wait until libtorrent
/// took the command, at most [EngineError.NotAnswering]'s ten seconds, and so must not run on an event loop.
public interface TorrentEngine extends AutoCloseable {

    /// Starts a torrent, from its resume data where there is some that can be trusted.
    ///
    /// @throws EngineException with [EngineError.DuplicateTorrent], [EngineError.UnreadableMetainfo],
    ///         [EngineError.UnreadableMagnet] or [EngineError.BadDownloadDir]
    Torrent add(StoredTorrent torrent);

    /// Stops transfers until [#resume]; a paused torrent stays paused.
    ///
    /// @throws EngineException with [EngineError.TorrentNotFound]
    Torrent pause(InfoHash infoHash);

    /// Starts transfers again and forgives an error, which makes a failed torrent try again.
    ///
    /// @throws EngineException with [EngineError.TorrentNotFound]
    Torrent resume(InfoHash infoHash);

    /// Takes the torrent out of the session. Its files stay.
    ///
    /// @throws EngineException with [EngineError.TorrentNotFound]
    void remove(InfoHash infoHash);

    /// All torrents in the order they were added; from memory.
    List<Torrent> torrents();

    /// The torrent with this hash, v1 or v2; from memory.
    @Nullable
    Torrent find(InfoHash infoHash);

    /// The port that peers connect to; 0 while there is none.
    int listenPort();

    EngineHealth health();

    /// Saves what has changed, tells the trackers, and frees the session; at most eight seconds.
    @Override
    void close();
}
