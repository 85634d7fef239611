package dev.revaer.api.fsops;

import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.engine.InfoHash;

/// The queue of finished downloads on their way into the library.
public interface FsopsJobs {
    /// Puts a failed job back into the queue.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `NoFailedJob`
    FsopsProgress retry(InfoHash infoHash);
}
