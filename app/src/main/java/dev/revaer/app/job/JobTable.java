package dev.revaer.app.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.app.database.StorableText;
import dev.revaer.engine.InfoHash;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

import static dev.revaer.app.database.schema.Tables.FSOPS_JOB;
import static dev.revaer.app.database.schema.Tables.TORRENT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

/// The table `fsops_job`.
public final class JobTable {
    private static final Field<Instant> DUE_AT = coalesce(FSOPS_JOB.NEXT_TRY_AT, FSOPS_JOB.QUEUED_AT);
    private static final Condition REQUEUED = FSOPS_JOB.QUEUED_AT.gt(FSOPS_JOB.STARTED_AT);

    private final DSLContext sql;

    /// A job that waits for a worker.
    ///
    /// @param at since when
    record Due(InfoHash infoHash, Instant at) {}

    public JobTable(DSLContext sql) {
        this.sql = sql;
    }

    /// Queues the torrent, again if it has been here before: more of it may have come. A job that runs is done once more
    /// when it ends.
    void enqueue(InfoHash infoHash, Instant at) {
        var isRunning = FSOPS_JOB.STATE.eq("running");
        sql.insertInto(FSOPS_JOB)
                .set(FSOPS_JOB.INFO_HASH, infoHash.hex())
                .set(FSOPS_JOB.STATE, "queued")
                .set(FSOPS_JOB.QUEUED_AT, at)
                .onConflict(FSOPS_JOB.INFO_HASH)
                .doUpdate()
                .set(FSOPS_JOB.QUEUED_AT, at)
                .set(FSOPS_JOB.ATTEMPTS, when(isRunning, FSOPS_JOB.ATTEMPTS).otherwise(0))
                .set(FSOPS_JOB.RETRIES, 0)
                .setNull(FSOPS_JOB.NEXT_TRY_AT)
                .set(FSOPS_JOB.STATE, when(isRunning, FSOPS_JOB.STATE).otherwise("queued"))
                .execute();
    }

    /// The next of those that wait for a worker, in the order in which they are due.
    ///
    /// @param after null to begin
    List<Due> due(@Nullable Due after, Instant now, int limit) {
        // in the words of the index, which is not used for a parameter
        var waits = FSOPS_JOB.STATE.eq(inline("queued")).or(FSOPS_JOB.NEXT_TRY_AT.isNotNull());
        var isTime = FSOPS_JOB.STATE.eq("queued").or(FSOPS_JOB.NEXT_TRY_AT.le(now));
        var unseen = after == null
                ? noCondition()
                : row(DUE_AT, FSOPS_JOB.INFO_HASH).gt(after.at(), after.infoHash().hex());
        return sql.select(FSOPS_JOB.INFO_HASH, DUE_AT)
                .from(FSOPS_JOB)
                .where(waits.and(isTime).and(unseen))
                .orderBy(DUE_AT, FSOPS_JOB.INFO_HASH)
                .limit(limit)
                .fetch(found -> new Due(new InfoHash(found.value1()), found.value2()));
    }

    /// Back into the queue, as if it had not been begun.
    void putBack(InfoHash infoHash) {
        sql.update(FSOPS_JOB)
                .set(FSOPS_JOB.STATE, "queued")
                .set(FSOPS_JOB.ATTEMPTS, FSOPS_JOB.ATTEMPTS.minus(1))
                .where(is(infoHash).and(FSOPS_JOB.STATE.eq("running")))
                .execute();
    }

    /// Marks the job as running.
    ///
    /// @param library where it is done; null if that is not known
    /// @return false if it does not wait any more
    boolean start(InfoHash infoHash, @Nullable Path library) {
        return sql.update(FSOPS_JOB)
                .set(FSOPS_JOB.STATE, "running")
                .set(FSOPS_JOB.STARTED_AT, Instant.now())
                .set(FSOPS_JOB.ATTEMPTS, FSOPS_JOB.ATTEMPTS.plus(1))
                .setNull(FSOPS_JOB.STAGE)
                .setNull(FSOPS_JOB.DETAIL)
                .setNull(FSOPS_JOB.NEXT_TRY_AT)
                .set(FSOPS_JOB.LIBRARY_DIR, library == null ? null : StorableText.of(library.toString()))
                .where(is(infoHash).and(FSOPS_JOB.STATE.eq("queued").or(FSOPS_JOB.NEXT_TRY_AT.isNotNull())))
                .execute() > 0;
    }

    /// Where the job was last done; null if that is not known.
    @Nullable
    Path library(InfoHash infoHash) {
        return sql.select(FSOPS_JOB.LIBRARY_DIR)
                .from(FSOPS_JOB)
                .where(is(infoHash))
                .fetchOptional(FSOPS_JOB.LIBRARY_DIR)
                .map(Path::of)
                .orElse(null);
    }

    /// Whether something was published into a library.
    boolean isUsed(Path library) {
        return sql.fetchExists(
                FSOPS_JOB,
                FSOPS_JOB.STATE.eq("completed").and(FSOPS_JOB.LIBRARY_DIR.eq(library.toString())));
    }

    /// How often the job was tried again by itself; [Retries#NONE] for one that is gone.
    Retries retries(InfoHash infoHash) {
        return sql.select(FSOPS_JOB.RETRIES, FSOPS_JOB.RETRIES_SINCE)
                .from(FSOPS_JOB)
                .where(is(infoHash))
                .fetchOptional(found -> new Retries(found.value1(), found.value2(), null))
                .orElse(Retries.NONE);
    }

    /// Ends the job, or queues it again if the torrent was queued while it ran.
    void end(InfoHash infoHash, FsopsProgress end, Retries retries) {
        var detail = end.detail();
        sql.update(FSOPS_JOB)
                .set(FSOPS_JOB.STATE, when(REQUEUED, "queued").otherwise(end.state()))
                .set(FSOPS_JOB.STAGE, end.stage())
                .set(FSOPS_JOB.DETAIL, detail == null ? null : StorableText.of(detail))
                .set(FSOPS_JOB.LIBRARY_PATH, end.libraryPath())
                .set(FSOPS_JOB.ENDED_AT, Instant.now())
                .set(FSOPS_JOB.RETRIES, retries.count())
                .set(FSOPS_JOB.RETRIES_SINCE, retries.since())
                .set(
                        FSOPS_JOB.NEXT_TRY_AT,
                        when(REQUEUED, (Instant) null).otherwise(val(retries.nextTryAt(), DUE_AT)))
                .where(is(infoHash))
                .execute();
    }

    /// Back into the queue if it failed or was cancelled.
    ///
    /// @return false if it was neither
    boolean retry(InfoHash infoHash) {
        return sql.update(FSOPS_JOB)
                .set(FSOPS_JOB.STATE, "queued")
                .set(FSOPS_JOB.QUEUED_AT, Instant.now())
                .set(FSOPS_JOB.ATTEMPTS, 0)
                .set(FSOPS_JOB.RETRIES, 0)
                .setNull(FSOPS_JOB.NEXT_TRY_AT)
                .where(is(infoHash).and(FSOPS_JOB.STATE.in("failed", "cancelled")))
                .execute() > 0;
    }

    /// Out of the queue, or, where it runs, not back into it.
    ///
    /// @return false if it has ended already
    boolean cancel(InfoHash infoHash, String detail) {
        return sql.update(FSOPS_JOB)
                .set(FSOPS_JOB.STATE, "cancelled")
                .set(FSOPS_JOB.DETAIL, detail)
                .set(
                        FSOPS_JOB.QUEUED_AT,
                        when(
                                FSOPS_JOB.STATE.eq("running"),
                                least(FSOPS_JOB.QUEUED_AT, FSOPS_JOB.STARTED_AT))
                                .otherwise(FSOPS_JOB.QUEUED_AT))
                .set(FSOPS_JOB.ENDED_AT, Instant.now())
                .setNull(FSOPS_JOB.NEXT_TRY_AT)
                .where(
                        is(infoHash).and(
                                FSOPS_JOB.STATE.in("queued", "running")
                                        .or(FSOPS_JOB.NEXT_TRY_AT.isNotNull())))
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
                .fetchMap(found -> new InfoHash(found.get(FSOPS_JOB.INFO_HASH)), JobTable::progress);
    }

    /// The first info hash of the torrent with this one, v1 or v2; null if it is not here.
    @Nullable
    InfoHash torrent(InfoHash asked) {
        return sql.select(TORRENT.INFO_HASH)
                .from(TORRENT)
                .where((asked.isV1() ? TORRENT.INFO_HASH_V1 : TORRENT.INFO_HASH_V2).eq(asked.hex()))
                .fetchOptional(found -> new InfoHash(found.value1()))
                .orElse(null);
    }

    private static FsopsProgress progress(Record row) {
        return new FsopsProgress(
                row.get(FSOPS_JOB.STATE),
                row.get(FSOPS_JOB.STAGE),
                row.get(FSOPS_JOB.DETAIL),
                row.get(FSOPS_JOB.LIBRARY_PATH),
                row.get(FSOPS_JOB.ATTEMPTS),
                null,
                row.get(FSOPS_JOB.NEXT_TRY_AT));
    }

    private static Condition is(InfoHash infoHash) {
        return FSOPS_JOB.INFO_HASH.eq(infoHash.hex());
    }
}
