package dev.revaer.app.directory;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.revaer.engine.InfoHash;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

import static dev.revaer.app.database.schema.Tables.TORRENT;

/// Where the torrents belong whose files lie in the incomplete directory: the truth in PostgreSQL, a copy in memory for
/// readers.
public final class FinalDirs {
    private final DSLContext sql;
    private final Map<InfoHash, Path> dirs = new ConcurrentHashMap<>();
    /// Those that were begun before their files were known.
    private final Set<InfoHash> unknown = ConcurrentHashMap.newKeySet();

    public FinalDirs(DSLContext sql) {
        this.sql = sql;
    }

    /// Reads what was kept before a restart.
    public void load() {
        sql.select(TORRENT.INFO_HASH, TORRENT.FINAL_DIR, TORRENT.METAINFO.isNotNull())
                .from(TORRENT)
                .where(TORRENT.FINAL_DIR.isNotNull())
                .forEach(row -> begun(new InfoHash(row.value1()), Path.of(row.value2()), row.value3()));
    }

    /// Where a torrent belongs; null for one whose files lie there.
    public @Nullable Path find(InfoHash infoHash) {
        return dirs.get(infoHash);
    }

    /// All torrents whose files do not lie where they belong.
    public Set<InfoHash> all() {
        return Set.copyOf(dirs.keySet());
    }

    /// Keeps where a torrent belongs, as part of the transaction that this is called in.
    ///
    /// @param directory null for one whose files lie there
    public void keep(InfoHash infoHash, @Nullable Path directory) {
        sql.update(TORRENT)
                .set(TORRENT.FINAL_DIR, directory == null ? null : directory.toString())
                .where(TORRENT.INFO_HASH.eq(infoHash.hex()))
                .execute();
    }

    /// Shows where a torrent belongs that was kept.
    public void begun(InfoHash infoHash, Path directory, boolean areFilesKnown) {
        if (!areFilesKnown) {
            unknown.add(infoHash);
        }
        dirs.put(infoHash, directory);
    }

    /// Shows that a torrent belongs elsewhere.
    public void moved(InfoHash infoHash, Path directory) {
        dirs.put(infoHash, directory);
    }

    /// Shows that a torrent's files lie where they belong, or that it is gone.
    public void forget(InfoHash infoHash) {
        dirs.remove(infoHash);
        unknown.remove(infoHash);
    }

    /// Whether a torrent was begun before its files were known; true once.
    public boolean isNewlyKnown(InfoHash infoHash) {
        return unknown.remove(infoHash);
    }
}
