package dev.revaer.api.fsops;

import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.engine.InfoHash;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "fsops")
public final class FsopsController {
    private final FsopsJobs jobs;

    public FsopsController(FsopsJobs jobs) {
        this.jobs = jobs;
    }

    /// 202 with the job, which waits for a worker again; 409 if it has not failed.
    @Operation(operationId = "retryFsops", summary = "Put a failed post-processing back into the queue")
    @PostMapping(path = "/v1/torrents/{hash}/fsops/retry", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    FsopsProgress retry(@PathVariable String hash) {
        return jobs.retry(InfoHash.parse(hash));
    }
}
