package dev.revaer.engine.volume;

import java.nio.file.Path;

import dev.revaer.engine.EngineException;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.resume.StoredTorrent;

/// Commands about where a torrent's files are. They wait for libtorrent as those of the engine do.
public interface StorageControl {
    /// Starts a torrent whose files are said to be there: a sample of them is checked, and all of them only if that
    /// does not fit, which is told as a failure. Reads files on the caller's thread.
    ///
    /// @throws EngineException as from [dev.revaer.engine.TorrentEngine#add]
    Torrent addTrusted(StoredTorrent stored);

    /// Gives libtorrent a torrent again that it did not have because of a hold that keeps files alone.
    ///
    /// @param stored as it is kept now; where its files are and what is known of them
    /// @param hold which ends; the torrent stays outside if another keeps its files alone
    Torrent bringBack(StoredTorrent stored, Hold hold);

    /// Has libtorrent rename the torrent's files into another directory of the same volume, without stopping it.
    ///
    /// @throws EngineException with `WrongState` if a file is there already or cannot be moved; then all stay where
    ///         they were
    Torrent move(InfoHash infoHash, Path target);
}
