package dev.revaer.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.revaer.api.fsops.FsopsJobs;
import dev.revaer.api.fsops.JobAnswer;
import dev.revaer.api.fsops.JobDetail;
import dev.revaer.api.fsops.JobDetail.StageAnswer;
import dev.revaer.api.fsops.JobPage.Place;
import dev.revaer.api.fsops.JobReports;
import dev.revaer.api.fsops.PlanAnswer;
import dev.revaer.api.fsops.PlanAnswer.PlannedFile;
import dev.revaer.api.problem.ApiError.NoFailedJob;
import dev.revaer.api.problem.ApiError.NoJob;
import dev.revaer.api.problem.ApiError.NothingToCancel;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.engine.EngineError.MetadataMissing;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import org.jspecify.annotations.Nullable;

/// Knows of one failed job at most, and of a number of jobs that are done.
public final class FakeJobs implements FsopsJobs, JobReports {
    private static final Instant QUEUED = Instant.parse("2026-01-02T03:04:05.678901Z");

    private volatile @Nullable InfoHash failed;
    private volatile int completed;

    public void fail(InfoHash infoHash) {
        failed = infoHash;
    }

    public void complete(int jobs) {
        completed = jobs;
    }

    @Override
    public FsopsProgress retry(InfoHash infoHash) {
        if (!infoHash.equals(failed)) {
            throw new ApiException(new NoFailedJob(infoHash));
        }
        failed = null;
        return new FsopsProgress("queued", null, null, null, 1, null, null);
    }

    @Override
    public FsopsProgress cancel(InfoHash infoHash) {
        if (!infoHash.equals(failed)) {
            throw new ApiException(new NothingToCancel(infoHash, "has completed"));
        }
        return new FsopsProgress("cancelled", "transfer", "It was cancelled", null, 1, null, null);
    }

    @Override
    public List<JobAnswer> jobs(@Nullable String state, @Nullable Place after, int limit) {
        var jobs = new ArrayList<JobAnswer>();
        for (int i = completed; i > 0 && (state == null || state.equals("completed")); i--) {
            var job = job(i);
            var isUnseen = after == null || job.queuedAt().isBefore(after.queuedAt())
                    || (job.queuedAt().equals(after.queuedAt())
                            && job.infoHash().compareTo(after.infoHash().hex()) < 0);
            if (isUnseen && jobs.size() < limit) {
                jobs.add(job);
            }
        }
        return jobs;
    }

    @Override
    public int count(@Nullable String state) {
        return state == null || state.equals("completed") ? completed : 0;
    }

    @Override
    public JobDetail job(InfoHash infoHash) {
        if (!infoHash.equals(failed)) {
            throw new ApiException(new NoJob(infoHash));
        }
        return new JobDetail(
                new JobAnswer(
                        infoHash.hex(),
                        "name",
                        "failed",
                        "transfer",
                        1,
                        "no space",
                        null,
                        QUEUED,
                        QUEUED,
                        QUEUED,
                        QUEUED.plusSeconds(30),
                        5,
                        10,
                        50),
                List.of(new StageAnswer("validate", "completed", "1 files", QUEUED, QUEUED, 0)));
    }

    @Override
    public PlanAnswer plan(InfoHash infoHash) {
        if (!infoHash.equals(failed)) {
            throw new EngineException(new MetadataMissing(infoHash));
        }
        return new PlanAnswer(
                "refuse",
                "/library/name",
                "transfer",
                "no space",
                List.of(new PlannedFile("name", 10, "hardlink", "", "as it is")),
                1,
                List.of("A note."),
                true);
    }

    /// Two at each instant.
    private static JobAnswer job(int number) {
        return new JobAnswer(
                "%040x".formatted(number),
                "name " + number,
                "completed",
                null,
                1,
                null,
                "/library/name " + number,
                QUEUED.plusNanos(number / 2 * 1000L),
                QUEUED,
                QUEUED,
                null,
                0,
                0,
                null);
    }
}
