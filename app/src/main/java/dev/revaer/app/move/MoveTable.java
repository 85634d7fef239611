package dev.revaer.app.move;

import java.nio.file.Path;
import java.util.List;

import dev.revaer.app.document.Documents;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentOptions;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

import static dev.revaer.app.database.schema.Tables.TORRENT;

/// The columns of the table `torrent` that tell of moves.
public final class MoveTable {
    private final DSLContext sql;

    public MoveTable(DSLContext sql) {
        this.sql = sql;
    }

    /// Files that are to be deleted, as they lie elsewhere by now.
    record Leftover(InfoHash infoHash, Path directory) {}

    /// Marks a move as begun.
    ///
    /// @return false if the torrent is gone, or about to go
    boolean begin(InfoHash infoHash, Path target) {
        return sql.update(TORRENT)
                .set(TORRENT.MOVING_TO, target.toString())
                .where(is(infoHash).and(TORRENT.REMOVAL.isNull()))
                .execute() > 0;
    }

    /// Marks a move as done, with what is left to delete.
    void end(InfoHash infoHash, @Nullable Path leftIn, Path target) {
        sql.update(TORRENT)
                .set(TORRENT.DOWNLOAD_DIR, target.toString())
                .set(TORRENT.MOVED_FROM, leftIn == null ? null : leftIn.toString())
                .setNull(TORRENT.MOVING_TO)
                .setNull(TORRENT.FINAL_DIR)
                .where(is(infoHash))
                .execute();
    }

    /// Has a torrent's files be elsewhere, by other names.
    ///
    /// @param options with the names
    void depart(InfoHash infoHash, Path target, TorrentOptions options) {
        sql.update(TORRENT)
                .set(TORRENT.DOWNLOAD_DIR, target.toString())
                .set(TORRENT.OPTIONS, Documents.write(options))
                .where(is(infoHash))
                .execute();
    }

    /// Has the torrent's files be checked when it is started.
    void forgetResumeData(InfoHash infoHash) {
        sql.update(TORRENT).setNull(TORRENT.RESUME_DATA).where(is(infoHash)).execute();
    }

    void giveUp(InfoHash infoHash) {
        sql.update(TORRENT).setNull(TORRENT.MOVING_TO).where(is(infoHash)).execute();
    }

    /// Where the torrent is moved to; null if it is not.
    @Nullable
    Path target(InfoHash infoHash) {
        var target = sql.select(TORRENT.MOVING_TO)
                .from(TORRENT)
                .where(is(infoHash))
                .fetchOne(TORRENT.MOVING_TO);
        return target == null ? null : Path.of(target);
    }

    List<InfoHash> unfinished() {
        return sql.select(TORRENT.INFO_HASH)
                .from(TORRENT)
                .where(TORRENT.MOVING_TO.isNotNull())
                .orderBy(TORRENT.ADDED_AT)
                .fetch(row -> new InfoHash(row.value1()));
    }

    List<Leftover> leftovers() {
        return sql.select(TORRENT.INFO_HASH, TORRENT.MOVED_FROM)
                .from(TORRENT)
                .where(TORRENT.MOVED_FROM.isNotNull())
                .fetch(row -> new Leftover(new InfoHash(row.value1()), Path.of(row.value2())));
    }

    void forgetLeftovers(InfoHash infoHash) {
        sql.update(TORRENT).setNull(TORRENT.MOVED_FROM).where(is(infoHash)).execute();
    }

    private static Condition is(InfoHash infoHash) {
        return TORRENT.INFO_HASH.eq(infoHash.hex());
    }
}
