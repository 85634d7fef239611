package dev.revaer.app.job;

import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.app.database.StorableText;
import dev.revaer.engine.InfoHash;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

import static dev.revaer.app.database.schema.Tables.FSOPS_JOB;
import static org.jooq.impl.DSL.when;

/// The table `fsops_job`.
public final class JobTable {
    private final DSLContext sql;

    public JobTable(DSLContext sql) {
        this.sql = sql;
    }

    /// Queues the torrent, again if it has been here before: more of it may have come. A job that runs is done once more
    /// when it ends.
    void enqueue(InfoHash infoHash, Instant at) {
        sql.insertInto(FSOPS_JOB)
                .set(FSOPS_JOB.INFO_HASH, infoHash.hex())
                .set(FSOPS_JOB.STATE, "queued")
                .set(FSOPS_JOB.QUEUED_AT, at)
                .onConflict(FSOPS_JOB.INFO_HASH)
                .doUpdate()
                .set(FSOPS_JOB.QUEUED_AT, at)
                .set(FSOPS_JOB.ATTEMPTS, when(isRunning(), FSOPS_JOB.ATTEMPTS).otherwise(0))
                .set(FSOPS_JOB.STATE, when(isRunning(), FSOPS_JOB.STATE).otherwise("queued"))
                .execute();
    }

    /// The job that has waited longest of those that need not wait further; null if there is none.
    @Nullable
    InfoHash next(Predicate<InfoHash> mustWait) {
        return sql.select(FSOPS_JOB.INFO_HASH)
                .from(FSOPS_JOB)
                .where(FSOPS_JOB.STATE.eq("queued"))
                .orderBy(FSOPS_JOB.QUEUED_AT)
                .fetch(row -> new InfoHash(row.value1()))
                .stream()
                .filter(mustWait.negate())
                .findFirst()
                .orElse(null);
    }

    /// Back into the queue, as if it had not been begun.
    void putBack(InfoHash infoHash) {
        sql.update(FSOPS_JOB)
                .set(FSOPS_JOB.STATE, "queued")
                .set(FSOPS_JOB.ATTEMPTS, FSOPS_JOB.ATTEMPTS.minus(1))
                .where(FSOPS_JOB.INFO_HASH.eq(infoHash.hex()))
                .execute();
    }

    void start(InfoHash infoHash) {
        sql.update(FSOPS_JOB)
                .set(FSOPS_JOB.STATE, "running")
                .set(FSOPS_JOB.STARTED_AT, Instant.now())
                .set(FSOPS_JOB.ATTEMPTS, FSOPS_JOB.ATTEMPTS.plus(1))
                .setNull(FSOPS_JOB.DETAIL)
                .where(FSOPS_JOB.INFO_HASH.eq(infoHash.hex()))
                .execute();
    }

    private static Condition isRunning() {
        return FSOPS_JOB.STATE.eq("running");
    }

    /// Ends the job, or queues it again if the torrent was queued while it ran.
    ///
    /// @param state `completed` or `failed`
    void end(
            InfoHash infoHash,
            String state,
            @Nullable String stage,
            @Nullable String detail,
            @Nullable String libraryPath) {
        sql.update(FSOPS_JOB)
                .set(
                        FSOPS_JOB.STATE,
                        when(FSOPS_JOB.QUEUED_AT.gt(FSOPS_JOB.STARTED_AT), "queued").otherwise(state))
                .set(FSOPS_JOB.STAGE, stage)
                .set(FSOPS_JOB.DETAIL, detail == null ? null : StorableText.of(detail))
                .set(FSOPS_JOB.LIBRARY_PATH, libraryPath)
                .set(FSOPS_JOB.ENDED_AT, Instant.now())
                .where(FSOPS_JOB.INFO_HASH.eq(infoHash.hex()))
                .execute();
    }

    /// Back into the queue if it failed.
    ///
    /// @return false if it had not failed
    boolean retry(InfoHash infoHash) {
        return sql.update(FSOPS_JOB)
                .set(FSOPS_JOB.STATE, "queued")
                .set(FSOPS_JOB.QUEUED_AT, Instant.now())
                .set(FSOPS_JOB.ATTEMPTS, 0)
                .where(FSOPS_JOB.INFO_HASH.eq(infoHash.hex()).and(FSOPS_JOB.STATE.eq("failed")))
                .execute() > 0;
    }

    /// After a crash: what was running waits again, and what has been interrupted too often has failed.
    void recover(int mostAttempts) {
        sql.update(FSOPS_JOB)
                .set(FSOPS_JOB.STATE, "failed")
                .set(
                        FSOPS_JOB.DETAIL,
                        "Revaer ended " + mostAttempts + " times while it ran; see the log, then retry")
                .where(FSOPS_JOB.STATE.eq("running").and(FSOPS_JOB.ATTEMPTS.ge(mostAttempts)))
                .execute();
        sql.update(FSOPS_JOB).set(FSOPS_JOB.STATE, "queued").where(FSOPS_JOB.STATE.eq("running")).execute();
    }

    Map<InfoHash, FsopsProgress> all() {
        return sql.selectFrom(FSOPS_JOB)
                .fetchMap(row -> new InfoHash(row.get(FSOPS_JOB.INFO_HASH)), JobTable::progress);
    }

    private static FsopsProgress progress(Record row) {
        return new FsopsProgress(
                row.get(FSOPS_JOB.STATE),
                row.get(FSOPS_JOB.STAGE),
                row.get(FSOPS_JOB.DETAIL),
                row.get(FSOPS_JOB.LIBRARY_PATH),
                row.get(FSOPS_JOB.ATTEMPTS));
    }
}
