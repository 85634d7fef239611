package dev.revaer.app.seeding;

import java.util.HashMap;
import java.util.Map;

import dev.revaer.app.document.Documents;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.seeding.SeedGoals;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

import static dev.revaer.app.database.schema.Tables.TORRENT;

/// The column `waived_goals` of the table `torrent`.
public final class GoalTable {
    private static final Logger LOG = LoggerFactory.getLogger(GoalTable.class);

    private final DSLContext sql;

    public GoalTable(DSLContext sql) {
        this.sql = sql;
    }

    Map<InfoHash, SeedGoals> waived() {
        var waived = new HashMap<InfoHash, SeedGoals>();
        for (var row : sql.select(TORRENT.INFO_HASH, TORRENT.WAIVED_GOALS)
                .from(TORRENT)
                .where(TORRENT.WAIVED_GOALS.isNotNull())) {
            try {
                var goals = Documents.LENIENT.readValue(row.value2().data(), SeedGoals.class);
                waived.put(new InfoHash(row.value1()), goals);
            } catch (JacksonException e) {
                LOG.atWarn()
                        .addKeyValue("infoHash", row.value1())
                        .setCause(e)
                        .log("the goals a torrent was let off cannot be read; they act again");
            }
        }
        return waived;
    }

    void setWaived(InfoHash infoHash, @Nullable SeedGoals goals) {
        sql.update(TORRENT)
                .set(TORRENT.WAIVED_GOALS, goals == null ? null : Documents.write(goals))
                .where(TORRENT.INFO_HASH.eq(infoHash.hex()))
                .execute();
    }
}
