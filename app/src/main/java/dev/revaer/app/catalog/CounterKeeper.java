package dev.revaer.app.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.revaer.app.keeper.Keeper;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.seeding.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what torrents have sent, received and seeded: those that changed, twice a minute and at the end.
public final class CounterKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CounterKeeper.class);
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int BATCH = 500;

    private final TorrentEngine engine;
    private final CounterTable table;
    private final Keeper keeper;
    private Map<InfoHash, Counters> saved = new HashMap<>();

    public CounterKeeper(TorrentEngine engine, CounterTable table) {
        this.engine = engine;
        this.table = table;
        table.seenAlive(Instant.now());
        this.keeper = Keeper.start("counters", INTERVAL, this::save);
    }

    @Override
    public void close() {
        keeper.close();
        try {
            save();
            table.stoppedInOrder();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("the last counts of torrents were not saved");
        }
    }

    private synchronized void save() {
        var now = Instant.now();
        Map<InfoHash, Counters> seen = new HashMap<>();
        List<Torrent> changed = new ArrayList<>();
        for (var torrent : engine.torrents()) {
            var counters = torrent.transfer().counters();
            seen.put(torrent.infoHash(), counters);
            if (!counters.equals(saved.getOrDefault(torrent.infoHash(), Counters.ZERO))) {
                changed.add(torrent);
            }
        }
        for (int from = 0; from < changed.size(); from += BATCH) {
            table.save(changed.subList(from, Math.min(changed.size(), from + BATCH)));
        }
        saved = seen;
        table.seenAlive(now);
    }
}
