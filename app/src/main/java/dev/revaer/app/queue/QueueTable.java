package dev.revaer.app.queue;

import java.util.Map;

import dev.revaer.engine.InfoHash;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import static dev.revaer.app.database.schema.Tables.TORRENT;

/// The column `queue_position` of the table `torrent`.
public final class QueueTable {
    private final DSLContext sql;

    public QueueTable(DSLContext sql) {
        this.sql = sql;
    }

    /// Keeps these places, all or none.
    void save(Map<InfoHash, Integer> positions) {
        if (positions.isEmpty()) {
            return;
        }
        sql.transaction(transaction -> {
            var statement = DSL.using(transaction)
                    .batch(
                            DSL.update(TORRENT)
                                    .set(TORRENT.QUEUE_POSITION, (Integer) null)
                                    .where(TORRENT.INFO_HASH.eq((String) null)));
            for (var place : positions.entrySet()) {
                statement = statement.bind(place.getValue(), place.getKey().hex());
            }
            statement.execute();
        });
    }
}
