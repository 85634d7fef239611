package dev.revaer.app.job;

import java.time.Instant;
import java.util.Map;

import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.app.database.StorableText;
import dev.revaer.engine.InfoHash;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

import static dev.revaer.app.database.schema.Tables.FSOPS_JOB;

/// The table `fsops_job`.
public final class JobTable {
    private final DSLContext sql;

    public JobTable(DSLContext sql) {
        this.sql = sql;
    }

    /// Does nothing if the torrent has a job already.
    void enqueue(InfoHash infoHash, Instant at) {
        sql.insertInto(FSOPS_JOB)
                .set(FSOPS_JOB.INFO_HASH, infoHash.hex())
                .set(FSOPS_JOB.STATE, "queued")
                .set(FSOPS_JOB.QUEUED_AT, at)
                .onConflictDoNothing()
                .execute();
    }

    /// The job that has waited longest; null if none waits.
    @Nullable
    InfoHash next() {
        return sql.select(FSOPS_JOB.INFO_HASH)
                .from(FSOPS_JOB)
                .where(FSOPS_JOB.STATE.eq("queued"))
                .orderBy(FSOPS_JOB.QUEUED_AT)
                .limit(1)
                .fetchOne(row -> new InfoHash(row.value1()));
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

    /// @param state `completed` or `failed`
    void end(
            InfoHash infoHash,
            String state,
            @Nullable String stage,
            @Nullable String detail,
            @Nullable String libraryPath) {
        sql.update(FSOPS_JOB)
                .set(FSOPS_JOB.STATE, state)
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
