package dev.revaer.app.stats;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.revaer.api.stats.Stats.Transferred;
import dev.revaer.app.keeper.Keeper;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.seeding.Counters;
import org.jooq.DSLContext;

import static dev.revaer.app.database.schema.Tables.TRANSFERRED;

/// Adds up what all torrents transfer, so that it is not forgotten with a torrent that is removed. Looks once a second;
/// the sum is written once in half a minute and at the end, so that a crash loses that much of it.
public final class TransferTally implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration SAVED = Duration.ofSeconds(30);
    private static final Transferred NOTHING = new Transferred(0, 0);

    private final Supplier<List<Torrent>> torrents;
    private final DSLContext sql;
    private final Instant begin = Instant.now();
    private final Transferred before;
    private Map<InfoHash, Counters> seen = Map.of();
    private volatile Transferred session = NOTHING;
    private Transferred saved = NOTHING;
    private final Keeper looking;
    private final Keeper saving;

    /// @param torrents all that there are, from memory
    public TransferTally(Supplier<List<Torrent>> torrents, DSLContext sql) {
        this.torrents = torrents;
        this.sql = sql;
        this.before = sql.selectFrom(TRANSFERRED)
                .fetchSingle(row -> new Transferred(row.getReceivedBytes(), row.getUploadedBytes()));
        look();
        this.looking = Keeper.start("transfer-tally", INTERVAL, this::look);
        this.saving = Keeper.start("transfer-saving", SAVED, this::save);
    }

    /// When counting began.
    Instant begin() {
        return begin;
    }

    Transferred session() {
        return session;
    }

    Transferred allTime() {
        return plus(before, session);
    }

    @Override
    public void close() {
        looking.close();
        saving.close();
        look();
        save();
    }

    /// What a torrent has done before it was first seen counts only if it was added since.
    synchronized void look() {
        var now = new HashMap<InfoHash, Counters>();
        long received = 0;
        long uploaded = 0;
        for (var torrent : torrents.get()) {
            var counters = torrent.transfer().counters();
            var last = seen.get(torrent.infoHash());
            if (last == null) {
                last = torrent.addedAt().isBefore(begin) ? counters : Counters.ZERO;
            }
            received += Math.max(0, counters.receivedBytes() - last.receivedBytes());
            uploaded += Math.max(0, counters.uploadedBytes() - last.uploadedBytes());
            now.put(torrent.infoHash(), counters);
        }
        seen = now;
        session = plus(session, new Transferred(received, uploaded));
    }

    private synchronized void save() {
        var now = session;
        if (now.equals(saved)) {
            return;
        }
        var all = plus(before, now);
        sql.update(TRANSFERRED)
                .set(TRANSFERRED.RECEIVED_BYTES, all.receivedBytes())
                .set(TRANSFERRED.UPLOADED_BYTES, all.uploadedBytes())
                .execute();
        saved = now;
    }

    private static Transferred plus(Transferred one, Transferred other) {
        return new Transferred(
                one.receivedBytes() + other.receivedBytes(),
                one.uploadedBytes() + other.uploadedBytes());
    }
}
