package dev.revaer.api.fsops;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.revaer.api.fsops.JobPage.Place;
import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiError.PathError.TooManyLooks;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.QueryParameters;
import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.engine.InfoHash;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "fsops")
public final class FsopsController {
    /// The states of a job, by their public names.
    public static final List<String> STATES = List
            .of("queued", "running", "completed", "failed", "cancelled");

    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 500;
    /// A disk that does not answer holds no more threads than these.
    private static final int LOOKS_AT_ONCE = 4;
    private static final int PATIENCE_SECONDS = 5;

    private final FsopsJobs jobs;
    private final JobReports reports;
    private final Semaphore looks = new Semaphore(LOOKS_AT_ONCE, true);

    public FsopsController(FsopsJobs jobs, JobReports reports) {
        this.jobs = jobs;
        this.reports = reports;
    }

    @Operation(operationId = "listFsopsJobs", summary = "Downloads on their way into the library, the one queued last first", description = "Every torrent that has been finished has one job. Whoever goes from page to page meets each job that is not queued anew meanwhile exactly once.")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "jobs on a page", schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "nextCursor of the page before", schema = @Schema(type = "string", maxLength = 200))
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "only jobs in this state", schema = @Schema(type = "string"))
    @GetMapping(path = "/v1/fsops/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
    JobPage jobs(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query) {
        var parameters = new QueryParameters(query, Set.of("limit", "cursor", "state"));
        var limit = parameters.number("limit", 1, HIGHEST_LIMIT, USUAL_LIMIT);
        var cursor = parameters.one("cursor");
        var after = cursor == null ? null : Place.read(cursor);
        var state = state(parameters.one("state"));
        return JobPage.of(reports.jobs(state, after, limit + 1), limit, reports.count(state));
    }

    /// 404 before the download is finished: there is no job yet.
    @Operation(operationId = "getFsops", summary = "The post-processing of a torrent, and how each of its stages ended")
    @GetMapping(path = "/v1/torrents/{hash}/fsops", produces = MediaType.APPLICATION_JSON_VALUE)
    JobDetail job(@PathVariable String hash) throws InterruptedException {
        var infoHash = InfoHash.parse(hash);
        return look(() -> reports.job(infoHash));
    }

    /// 409 while its files are not known.
    @Operation(operationId = "planFsops", summary = "What post-processing would do to each file, without doing it", description = "By the settings that hold now. What archives hold is not known before they are unpacked: each is told as one file.")
    @PostMapping(path = "/v1/torrents/{hash}/fsops/plan", produces = MediaType.APPLICATION_JSON_VALUE)
    PlanAnswer plan(@PathVariable String hash) throws InterruptedException {
        var infoHash = InfoHash.parse(hash);
        return look(() -> reports.plan(infoHash));
    }

    /// 202 with the job, which waits for a worker again; 409 if it has neither failed nor been cancelled.
    @Operation(operationId = "retryFsops", summary = "Put a failed or cancelled post-processing back into the queue")
    @PostMapping(path = "/v1/torrents/{hash}/fsops/retry", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    FsopsProgress retry(@PathVariable String hash) {
        return jobs.retry(InfoHash.parse(hash));
    }

    /// 202 with the job; one that runs ends at its next block of data. 409 if it has ended or publishes already.
    @Operation(operationId = "cancelFsops", summary = "Take a post-processing out of the queue, or end it while it runs", description = "Nothing of it comes into the library. It waits until it is retried, or until more of the torrent is downloaded.")
    @PostMapping(path = "/v1/torrents/{hash}/fsops/cancel", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    FsopsProgress cancel(@PathVariable String hash) {
        return jobs.cancel(InfoHash.parse(hash));
    }

    private <T> T look(Supplier<T> what) throws InterruptedException {
        if (!looks.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new ApiException(new TooManyLooks(LOOKS_AT_ONCE));
        }
        try {
            return what.get();
        } finally {
            looks.release();
        }
    }

    private static @Nullable String state(@Nullable String text) {
        if (text != null && !STATES.contains(text)) {
            throw new ApiException(new BadParameter("state", "must be one of " + String.join(", ", STATES)));
        }
        return text;
    }
}
