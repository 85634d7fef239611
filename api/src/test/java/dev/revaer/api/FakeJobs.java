package dev.revaer.api;

import dev.revaer.api.fsops.FsopsJobs;
import dev.revaer.api.problem.ApiError.NoFailedJob;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.engine.InfoHash;
import org.jspecify.annotations.Nullable;

/// Knows of one failed job at most.
public final class FakeJobs implements FsopsJobs {
    private volatile @Nullable InfoHash failed;

    public void fail(InfoHash infoHash) {
        failed = infoHash;
    }

    @Override
    public FsopsProgress retry(InfoHash infoHash) {
        if (!infoHash.equals(failed)) {
            throw new ApiException(new NoFailedJob(infoHash));
        }
        failed = null;
        return new FsopsProgress("queued", null, null, null, 1);
    }
}
