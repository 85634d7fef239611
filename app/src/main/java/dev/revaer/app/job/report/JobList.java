package dev.revaer.app.job.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import dev.revaer.api.fsops.JobAnswer;
import dev.revaer.api.fsops.JobDetail;
import dev.revaer.api.fsops.JobDetail.StageAnswer;
import dev.revaer.api.fsops.JobPage.Place;
import dev.revaer.api.fsops.JobReports;
import dev.revaer.api.fsops.PlanAnswer;
import dev.revaer.api.problem.ApiError.NoJob;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.database.Store;
import dev.revaer.app.job.JobPlans;
import dev.revaer.app.job.JobQueue;
import dev.revaer.engine.InfoHash;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.record.RecordFile;
import dev.revaer.fsops.record.StageOutcome;
import dev.revaer.fsops.workspace.Disk;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static dev.revaer.app.database.schema.Tables.FSOPS_JOB;
import static dev.revaer.app.database.schema.Tables.TORRENT;

/// The jobs as the database has them, with what only memory knows of those that run.
public final class JobList implements JobReports {
    private static final Logger LOG = LoggerFactory.getLogger(JobList.class);

    private final DSLContext sql;
    private final JobQueue queue;
    private final JobPlans plans;

    public JobList(DSLContext sql, JobQueue queue, JobPlans plans) {
        this.plans = plans;
        this.sql = sql;
        this.queue = queue;
    }

    @Override
    public List<JobAnswer> jobs(@Nullable String state, @Nullable Place after, int limit) {
        var unseen = after == null
                ? DSL.noCondition()
                : DSL.row(FSOPS_JOB.QUEUED_AT, FSOPS_JOB.INFO_HASH)
                        .lt(after.queuedAt(), after.infoHash().hex());
        return Store.call(
                () -> sql.select(FSOPS_JOB.asterisk(), TORRENT.NAME)
                        .from(FSOPS_JOB)
                        .join(TORRENT)
                        .on(TORRENT.INFO_HASH.eq(FSOPS_JOB.INFO_HASH))
                        .where(in(state).and(unseen))
                        .orderBy(FSOPS_JOB.QUEUED_AT.desc(), FSOPS_JOB.INFO_HASH.desc())
                        .limit(limit)
                        .fetch(this::answer));
    }

    @Override
    public int count(@Nullable String state) {
        return Store.call(() -> sql.fetchCount(FSOPS_JOB, in(state)));
    }

    @Override
    public JobDetail job(InfoHash asked) {
        var infoHash = queue.require(asked);
        var row = Store.call(
                () -> sql.select(FSOPS_JOB.asterisk(), TORRENT.NAME)
                        .from(FSOPS_JOB)
                        .join(TORRENT)
                        .on(TORRENT.INFO_HASH.eq(FSOPS_JOB.INFO_HASH))
                        .where(FSOPS_JOB.INFO_HASH.eq(infoHash.hex()))
                        .fetchOne());
        if (row == null) {
            throw new ApiException(new NoJob(infoHash));
        }
        return new JobDetail(answer(row), stages(infoHash, row.get(FSOPS_JOB.LIBRARY_DIR)));
    }

    @Override
    public PlanAnswer plan(InfoHash infoHash) {
        return plans.plan(infoHash);
    }

    /// What the record says, as far as it can be read now.
    private static List<StageAnswer> stages(InfoHash infoHash, @Nullable String library) {
        if (library == null) {
            return List.of();
        }
        var file = Path.of(library).resolve(".revaer").resolve(infoHash.hex()).resolve(".revaer.meta");
        try {
            return Files.exists(file)
                    ? new RecordFile(file, new Disk()).read()
                            .map(known -> known.stages().stream().map(JobList::answer).toList())
                            .orElse(List.of())
                    : List.of();
        } catch (IOException | FsopsException e) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", e.getMessage())
                    .log("the record of a job cannot be read");
            return List.of();
        }
    }

    private static StageAnswer answer(StageOutcome outcome) {
        return new StageAnswer(
                outcome.stage(),
                outcome.status().name().toLowerCase(Locale.ROOT),
                outcome.detail(),
                outcome.startedAt(),
                outcome.endedAt(),
                outcome.bytes());
    }

    private JobAnswer answer(Record row) {
        var infoHash = new InfoHash(row.get(FSOPS_JOB.INFO_HASH));
        var state = row.get(FSOPS_JOB.STATE);
        var now = queue.progress(infoHash);
        var running = state.equals("running") && now != null && now.state().equals("running") ? now : null;
        var bytes = queue.bytes(infoHash);
        return new JobAnswer(
                infoHash.hex(),
                row.get(TORRENT.NAME),
                state,
                running == null ? row.get(FSOPS_JOB.STAGE) : running.stage(),
                row.get(FSOPS_JOB.ATTEMPTS),
                row.get(FSOPS_JOB.DETAIL),
                row.get(FSOPS_JOB.LIBRARY_PATH),
                row.get(FSOPS_JOB.QUEUED_AT),
                row.get(FSOPS_JOB.STARTED_AT),
                state.equals("running") ? null : row.get(FSOPS_JOB.ENDED_AT),
                row.get(FSOPS_JOB.NEXT_TRY_AT),
                bytes.done(),
                bytes.total(),
                bytes.percent());
    }

    private static Condition in(@Nullable String state) {
        return state == null ? DSL.noCondition() : FSOPS_JOB.STATE.eq(state);
    }
}
