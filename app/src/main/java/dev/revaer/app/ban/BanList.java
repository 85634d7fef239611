package dev.revaer.app.ban;

import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.revaer.api.network.PeerBans;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.database.Store;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.PeerBanned;
import dev.revaer.engine.network.AddressRange;
import dev.revaer.engine.network.NetworkControl;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

import static dev.revaer.app.database.schema.Tables.PEER_BAN;

/// Keeps bans in the table `peer_ban` and the session's filter in step with it: kept first, then done.
public final class BanList implements PeerBans {
    private static final int MOST = 10_000;

    private final DSLContext sql;
    private final NetworkControl network;
    private final EventBus bus;
    private final Map<String, Ban> bans = new LinkedHashMap<>();

    public BanList(DSLContext sql, NetworkControl network, EventBus bus) {
        this.sql = sql;
        this.network = network;
        this.bus = bus;
    }

    /// Applies what was banned in earlier runs; to be called before the first torrent is started.
    public synchronized void restore() {
        sql.selectFrom(PEER_BAN)
                .orderBy(PEER_BAN.BANNED_AT, PEER_BAN.ADDRESS)
                .forEach(
                        row -> bans.put(
                                row.get(PEER_BAN.ADDRESS),
                                new Ban(
                                        row.get(PEER_BAN.ADDRESS),
                                        row.get(PEER_BAN.BANNED_AT),
                                        row.get(PEER_BAN.INFO_HASH))));
        apply();
    }

    @Override
    public synchronized List<Ban> bans() {
        return List.copyOf(bans.values());
    }

    @Override
    public synchronized Ban ban(InetAddress address, @Nullable InfoHash infoHash) {
        var text = address.getHostAddress();
        var known = bans.get(text);
        if (known != null) {
            apply(); // an earlier call may have ended before this
            return known;
        }
        if (bans.size() >= MOST) {
            throw new ApiException(Invalid.at("/address", "there are " + MOST + " bans already"));
        }
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var ban = new Ban(text, now, infoHash == null ? null : infoHash.hex());
        Store.await(bus.commit(new Event(now, infoHash, new PeerBanned(text, 0)), () -> insert(ban)));
        bans.put(text, ban);
        apply();
        return ban;
    }

    /// Takes over bans of another time that are not here, as many as there may be. Nobody is told of each.
    ///
    /// @return those that were taken over
    public synchronized List<Ban> takeOver(List<Ban> others) {
        var unknown = others.stream()
                .filter(ban -> !bans.containsKey(ban.address()))
                .limit(Math.max(0, MOST - bans.size()))
                .toList();
        Store.run(() -> unknown.forEach(this::insert));
        unknown.forEach(ban -> bans.put(ban.address(), ban));
        apply();
        return unknown;
    }

    @Override
    public synchronized void unban(InetAddress address) {
        var text = address.getHostAddress();
        Store.run(() -> sql.deleteFrom(PEER_BAN).where(PEER_BAN.ADDRESS.eq(text)).execute());
        bans.remove(text);
        apply();
    }

    private void insert(Ban ban) {
        sql.insertInto(PEER_BAN)
                .set(PEER_BAN.ADDRESS, ban.address())
                .set(PEER_BAN.BANNED_AT, ban.bannedAt())
                .set(PEER_BAN.INFO_HASH, ban.infoHash())
                .onConflictDoNothing()
                .execute();
    }

    private void apply() {
        network.ban(bans.keySet().stream().map(AddressRange::parse).filter(Objects::nonNull).toList());
    }
}
