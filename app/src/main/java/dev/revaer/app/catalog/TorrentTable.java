package dev.revaer.app.catalog;

import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.revaer.app.database.StorableText;
import dev.revaer.app.document.Documents;
import dev.revaer.app.job.TorrentSource;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.ResumeStore;
import dev.revaer.engine.resume.StoredTorrent;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

import static dev.revaer.app.database.schema.Tables.TORRENT;

/// The table `torrent`.
public final class TorrentTable implements ResumeStore, TorrentSource {
    private static final Logger LOG = LoggerFactory.getLogger(TorrentTable.class);
    /// Metainfo and resume data of one torrent can be megabytes.
    private static final int BATCH = 50;

    private static final List<OrderField<?>> RESTORED_ORDER = List
            .of(TORRENT.QUEUE_POSITION.asc().nullsLast(), TORRENT.ADDED_AT, TORRENT.INFO_HASH);

    private final DSLContext sql;

    public TorrentTable(DSLContext sql) {
        this.sql = sql;
    }

    /// A removal that was begun and may not have been finished.
    record Removal(StoredTorrent torrent, boolean deleteData) {}

    /// Hands over all that are to run: in the order of the queue those that have a place in it, then in the order they
    /// were added. Holds no more than [#BATCH] at a time.
    public void forEach(Consumer<StoredTorrent> taker) {
        var hashes = sql.select(TORRENT.INFO_HASH)
                .from(TORRENT)
                .where(TORRENT.REMOVAL.isNull())
                .orderBy(RESTORED_ORDER)
                .fetch(TORRENT.INFO_HASH);
        for (int i = 0; i < hashes.size(); i += BATCH) {
            sql.selectFrom(TORRENT)
                    .where(TORRENT.INFO_HASH.in(hashes.subList(i, Math.min(i + BATCH, hashes.size()))))
                    .orderBy(RESTORED_ORDER)
                    .fetch(TorrentTable::stored)
                    .forEach(taker);
        }
    }

    /// The torrents whose resume data was saved then or later.
    Set<InfoHash> savedSince(Instant time) {
        return sql.select(TORRENT.INFO_HASH)
                .from(TORRENT)
                .where(TORRENT.RESUME_SAVED_AT.ge(time))
                .fetchSet(row -> new InfoHash(row.get(TORRENT.INFO_HASH)));
    }

    List<Removal> removals() {
        return sql.selectFrom(TORRENT)
                .where(TORRENT.REMOVAL.isNotNull())
                .fetch(row -> new Removal(stored(row), row.get(TORRENT.REMOVAL).equals("deleteData")));
    }

    /// @param traceParent of the request that adds it; null if that is not recorded
    void insert(StoredTorrent torrent, @Nullable String traceParent) {
        var hashes = torrent.infoHashes();
        sql.insertInto(TORRENT)
                .set(TORRENT.INFO_HASH, hashes.first().hex())
                .set(TORRENT.INFO_HASH_V1, hex(hashes.v1()))
                .set(TORRENT.INFO_HASH_V2, hex(hashes.v2()))
                .set(TORRENT.NAME, StorableText.of(torrent.name()))
                .set(TORRENT.MAGNET, torrent.magnet())
                .set(TORRENT.METAINFO, bytes(torrent.metainfo()))
                .set(TORRENT.DOWNLOAD_DIR, torrent.downloadDir().toString())
                .set(TORRENT.PAUSED, torrent.holds().contains(Hold.USER))
                .set(TORRENT.OPTIONS, Documents.write(torrent.options()))
                .set(TORRENT.ADDED_AT, torrent.addedAt())
                .set(TORRENT.COMPLETED_AT, torrent.completedAt())
                .set(TORRENT.TRACE_PARENT, traceParent)
                .execute();
    }

    /// Keeps of a torrent that was just inserted what others have that are not new.
    void age(StoredTorrent torrent) {
        var resumeData = torrent.resumeData();
        var counters = torrent.counters();
        sql.update(TORRENT)
                .set(TORRENT.RESUME_DATA, bytes(resumeData))
                .set(TORRENT.RESUME_SAVED_AT, resumeData == null ? null : Instant.now())
                .set(TORRENT.GOAL_MET, torrent.holds().contains(Hold.GOAL))
                .set(TORRENT.UPLOADED_BYTES, counters.uploadedBytes())
                .set(TORRENT.RECEIVED_BYTES, counters.receivedBytes())
                .set(TORRENT.ACTIVE_MILLIS, counters.active().before().toMillis())
                .set(TORRENT.SEEDING_MILLIS, counters.seeding().before().toMillis())
                .where(is(torrent.infoHashes().first()))
                .execute();
    }

    /// Of the request that added the torrent; null if that was not recorded.
    public @Nullable String traceParent(InfoHash infoHash) {
        return sql.select(TORRENT.TRACE_PARENT)
                .from(TORRENT)
                .where(is(infoHash))
                .fetchOne(TORRENT.TRACE_PARENT);
    }

    void setPaused(InfoHash infoHash, boolean paused) {
        sql.update(TORRENT).set(TORRENT.PAUSED, paused).where(is(infoHash)).execute();
    }

    /// Takes away what a user or a met goal held the torrent by.
    void setRunning(InfoHash infoHash) {
        sql.update(TORRENT)
                .set(TORRENT.PAUSED, false)
                .set(TORRENT.GOAL_MET, false)
                .where(is(infoHash))
                .execute();
    }

    void setGoalMet(InfoHash infoHash) {
        sql.update(TORRENT).set(TORRENT.GOAL_MET, true).where(is(infoHash)).execute();
    }

    void setOptions(InfoHash infoHash, TorrentOptions options) {
        sql.update(TORRENT).set(TORRENT.OPTIONS, Documents.write(options)).where(is(infoHash)).execute();
    }

    void setMetadata(InfoHash infoHash, InfoHashes hashes, String name, byte[] metainfo) {
        sql.update(TORRENT)
                .set(TORRENT.INFO_HASH_V1, hex(hashes.v1()))
                .set(TORRENT.INFO_HASH_V2, hex(hashes.v2()))
                .set(TORRENT.NAME, StorableText.of(name))
                .set(TORRENT.METAINFO, metainfo)
                .where(is(infoHash))
                .execute();
    }

    /// Marks the torrent as finished.
    ///
    /// @return false if it is gone
    boolean setCompleted(InfoHash infoHash, Instant at) {
        return sql.update(TORRENT)
                .set(TORRENT.COMPLETED_AT, at)
                .where(is(infoHash).and(TORRENT.REMOVAL.isNull()))
                .execute() > 0;
    }

    /// Marks the torrent as about to go.
    ///
    /// @return false if its files are being moved
    boolean setRemoval(InfoHash infoHash, boolean deleteData) {
        return sql.update(TORRENT)
                .set(TORRENT.REMOVAL, deleteData ? "deleteData" : "keepData")
                .where(is(infoHash).and(TORRENT.MOVING_TO.isNull()))
                .execute() > 0;
    }

    void delete(InfoHash infoHash) {
        sql.deleteFrom(TORRENT).where(is(infoHash)).execute();
    }

    /// The torrent with this hash, v1 or v2, with what it is made of; null if it is gone.
    @Override
    public @Nullable StoredTorrent find(InfoHash infoHash) {
        var column = infoHash.isV1() ? TORRENT.INFO_HASH_V1 : TORRENT.INFO_HASH_V2;
        return sql.selectFrom(TORRENT)
                .where(column.eq(infoHash.hex()))
                .fetchOne(TorrentTable::stored);
    }

    @Override
    public void saveResumeData(InfoHash infoHash, byte[] resumeData) {
        sql.update(TORRENT)
                .set(TORRENT.RESUME_DATA, resumeData)
                .set(TORRENT.RESUME_SAVED_AT, Instant.now())
                .where(is(infoHash))
                .execute();
    }

    private static StoredTorrent stored(Record row) {
        return new StoredTorrent(
                new InfoHashes(hash(row.get(TORRENT.INFO_HASH_V1)), hash(row.get(TORRENT.INFO_HASH_V2))),
                row.get(TORRENT.NAME),
                row.get(TORRENT.MAGNET),
                bencoded(row.get(TORRENT.METAINFO)),
                bencoded(row.get(TORRENT.RESUME_DATA)),
                Path.of(row.get(TORRENT.DOWNLOAD_DIR)),
                holds(row),
                row.get(TORRENT.ADDED_AT),
                row.get(TORRENT.COMPLETED_AT),
                options(row),
                CounterTable.counters(row));
    }

    private static Set<Hold> holds(Record row) {
        var holds = EnumSet.noneOf(Hold.class);
        if (row.get(TORRENT.PAUSED)) {
            holds.add(Hold.USER);
        }
        if (row.get(TORRENT.GOAL_MET)) {
            holds.add(Hold.GOAL);
        }
        if (row.get(TORRENT.MOVING_TO) != null) {
            holds.add(Hold.MOVE);
        }
        return holds;
    }

    /// A document that cannot be read costs what was wanted, not the torrent.
    private static TorrentOptions options(Record row) {
        var document = row.get(TORRENT.OPTIONS).data();
        if (document.equals("{}")) {
            return TorrentOptions.NONE;
        }
        try {
            return Documents.LENIENT.readValue(document, TorrentOptions.class);
        } catch (JacksonException e) {
            LOG.atError()
                    .addKeyValue("infoHash", row.get(TORRENT.INFO_HASH))
                    .setCause(e)
                    .log("the options of a torrent cannot be read; it runs without");
            return TorrentOptions.NONE;
        }
    }

    private static Condition is(InfoHash infoHash) {
        return TORRENT.INFO_HASH.eq(infoHash.hex());
    }

    private static @Nullable InfoHash hash(@Nullable String hex) {
        return hex == null ? null : new InfoHash(hex);
    }

    private static @Nullable String hex(@Nullable InfoHash hash) {
        return hash == null ? null : hash.hex();
    }

    private static byte @Nullable [] bytes(@Nullable Bencoded bencoded) {
        return bencoded == null ? null : bencoded.bytes();
    }

    private static @Nullable Bencoded bencoded(byte @Nullable [] bytes) {
        return bytes == null ? null : new Bencoded(bytes);
    }
}
