package dev.revaer.app.move;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import dev.revaer.api.problem.ApiError;
import dev.revaer.api.problem.ApiError.NotEnoughSpace;
import dev.revaer.api.problem.ApiError.RootAway;
import dev.revaer.api.problem.ApiError.StoreAway;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.directory.FinalDirs;
import dev.revaer.app.keeper.Keeper;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.retry.Backoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has torrents in the incomplete directory go where they belong once they are complete. Goes by what is kept, so that a
/// crash changes nothing; what stands in the way is told once and tried again.
public final class Homecoming implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Homecoming.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final FinalDirs finals;
    private final Mover mover;
    private final TorrentEngine engine;
    private final EventBus bus;
    private final Map<InfoHash, Backoff> tried = new HashMap<>();
    private final Map<InfoHash, String> told = new HashMap<>();
    private final Keeper keeper;

    public Homecoming(FinalDirs finals, Mover mover, TorrentEngine engine, EventBus bus) {
        this.finals = finals;
        this.mover = mover;
        this.engine = engine;
        this.bus = bus;
        this.keeper = Keeper.start("homecoming", INTERVAL, this::look);
    }

    @Override
    public void close() {
        keeper.close();
    }

    private void look() {
        var away = finals.all();
        tried.keySet().retainAll(away);
        told.keySet().retainAll(away);
        for (var infoHash : away) {
            var torrent = engine.find(infoHash);
            if (torrent != null && !torrent.areFilesLeftAlone() && !mover.isMoving(infoHash)) {
                look(torrent);
            }
        }
    }

    private void look(Torrent torrent) {
        if (torrent.completedAt() != null) {
            if (torrent.state() != TorrentState.CHECKING) {
                bringHome(torrent.infoHash());
            }
        } else if (torrent.hasMetadata() && torrent.state() != TorrentState.FETCHING_METADATA
                && finals.isNewlyKnown(torrent.infoHash())) {
            attempt(torrent.infoHash(), () -> mover.useWhatIsThere(torrent.infoHash()));
        }
    }

    private void bringHome(InfoHash infoHash) {
        var now = Instant.now();
        var before = tried.getOrDefault(infoHash, Backoff.NONE);
        if (before.nextTry() == null || before.isDue(now)) {
            // copying can fail later as well
            tried.put(infoHash, before.tried(now).failed(now));
            attempt(infoHash, () -> mover.bringHome(infoHash));
        }
    }

    private void attempt(InfoHash infoHash, Runnable move) {
        try {
            move.run();
        } catch (EngineException e) {
            if (!(e.error() instanceof TorrentNotFound)) {
                tell(infoHash, e.error() instanceof WrongState(var _, var why) ? why : e.error().toString());
            }
        } catch (ApiException e) {
            if (e.error() instanceof StoreAway) {
                tried.remove(infoHash);
            } else {
                tell(infoHash, reason(e.error()));
            }
        }
    }

    private static String reason(ApiError error) {
        if (error instanceof RootAway(var root)) {
            return "the volume at " + root + " is not there";
        }
        return error instanceof NotEnoughSpace(var directory, var needed, var left, var _)
                ? needed + " bytes are needed in " + directory + ", " + left + " are left"
                : error.toString();
    }

    private void tell(InfoHash infoHash, String why) {
        var reason = "its files cannot go to " + finals.find(infoHash) + " yet: " + why;
        if (!reason.equals(told.put(infoHash, reason))) {
            LOG.atWarn().addKeyValue("infoHash", infoHash).log(reason);
            bus.publish(Event.about(infoHash, new Failure(reason)));
        }
    }
}
