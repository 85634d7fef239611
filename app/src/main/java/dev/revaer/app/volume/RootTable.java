package dev.revaer.app.volume;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jooq.DSLContext;

import static dev.revaer.app.database.schema.Tables.DOWNLOAD_ROOT;
import static dev.revaer.app.database.schema.Tables.TORRENT;

/// The table `download_root`.
public final class RootTable {
    private final DSLContext sql;

    public RootTable(DSLContext sql) {
        this.sql = sql;
    }

    /// What the sentinel of each root holds.
    Map<Path, String> all() {
        return sql.selectFrom(DOWNLOAD_ROOT)
                .fetchMap(
                        row -> Path.of(row.get(DOWNLOAD_ROOT.PATH)),
                        row -> row.get(DOWNLOAD_ROOT.SENTINEL));
    }

    void put(Path root, String sentinel) {
        sql.insertInto(DOWNLOAD_ROOT)
                .set(DOWNLOAD_ROOT.PATH, root.toString())
                .set(DOWNLOAD_ROOT.SENTINEL, sentinel)
                .onConflict(DOWNLOAD_ROOT.PATH)
                .doUpdate()
                .set(DOWNLOAD_ROOT.SENTINEL, sentinel)
                .execute();
    }

    /// Where the torrents that are kept lie and belong.
    List<Path> downloadDirs() {
        return sql.select(TORRENT.DOWNLOAD_DIR)
                .from(TORRENT)
                .union(sql.select(TORRENT.FINAL_DIR).from(TORRENT).where(TORRENT.FINAL_DIR.isNotNull()))
                .fetch(row -> Path.of(row.value1()));
    }
}
