package dev.revaer.api.fsops;

import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.engine.InfoHash;

/// The queue of finished downloads on their way into the library.
public interface FsopsJobs {
    /// Puts a failed or cancelled job back into the queue.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `NoFailedJob` or `NoJob`
    FsopsProgress retry(InfoHash infoHash);

    /// Takes a job out of the queue, or ends it while it runs. What it has not published is thrown away.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `NothingToCancel` or `NoJob`
    FsopsProgress cancel(InfoHash infoHash);
}
