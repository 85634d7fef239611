package dev.revaer.api.fsops;

import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.engine.InfoHash;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
public final class FsopsController {
    private final FsopsJobs jobs;

    public FsopsController(FsopsJobs jobs) {
        this.jobs = jobs;
    }

    /// 202 with the job, which waits for a worker again; 409 if it has not failed.
    @PostMapping("/v1/torrents/{hash}/fsops/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    FsopsProgress retry(@PathVariable String hash) {
        return jobs.retry(InfoHash.parse(hash));
    }
}
