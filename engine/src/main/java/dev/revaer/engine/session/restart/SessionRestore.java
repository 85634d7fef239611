package dev.revaer.engine.session.restart;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

import dev.revaer.engine.EngineError.Stopped;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.event.EngineListener;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.LibtorrentEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the torrents of a session that failed into the next.
final class SessionRestore {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRestore.class);
    /// Those that are stored with a torrent.
    private static final Set<Hold> KEPT_HOLDS = Set.of(Hold.USER, Hold.GOAL);

    private SessionRestore() {}

    /// Adds what the session before had; what is being added or removed meanwhile is not its business.
    ///
    /// @throws EngineException with [Stopped] once it is closed
    static void bringBack(
            List<StoredTorrent> kept,
            LibtorrentEngine before,
            LibtorrentEngine next,
            EngineListener listener,
            BooleanSupplier isClosed) {
        var shares = before.shares();
        for (var stored : kept) {
            var last = before.find(stored.infoHashes().first());
            if (isClosed.getAsBoolean()) {
                throw new EngineException(new Stopped());
            }
            if (last == null) {
                continue;
            }
            var share = shares.getOrDefault(last.infoHash(), RateLimits.NONE);
            try {
                next.restore(asItWas(stored, last), last.holds(), share);
            } catch (EngineException e) {
                var failed = next.addFailed(stored, "it could not be started: " + e.error());
                listener.happened(failed, new Failure(String.valueOf(failed.reason())));
            }
        }
    }

    private static StoredTorrent asItWas(StoredTorrent stored, Torrent last) {
        var holds = EnumSet.noneOf(Hold.class);
        holds.addAll(last.holds().keySet());
        holds.removeAll(KEPT_HOLDS);
        holds.addAll(stored.holds());
        return stored.goingOn(holds, last.transfer().counters());
    }

    /// Does what was kept while commands were refused.
    static void catchUp(List<StoredTorrent> kept, Set<InfoHash> late, LibtorrentEngine next) {
        for (var stored : kept) {
            var infoHash = stored.infoHashes().first();
            if (Collections.disjoint(stored.infoHashes().all(), late)) {
                continue;
            }
            try {
                next.configure(infoHash, stored.options());
                next.release(infoHash, KEPT_HOLDS);
                stored.holds().forEach(hold -> next.hold(infoHash, hold, hold.usualReason()));
            } catch (EngineException e) {
                LOG.atWarn()
                        .addKeyValue("infoHash", infoHash)
                        .addKeyValue("error", e.error())
                        .log("what was wanted meanwhile was not done");
            }
        }
    }
}
