package dev.revaer.app.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import dev.revaer.app.volume.RootGuard;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.content.PieceSample;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The start of the catalogue: finishes removals that were cut short and gives all other torrents to the session. One
/// that cannot be started is told and shown as failed.
final class Restoration {
    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);
    /// Resume data saved so long before a crash may claim what had not reached the disk.
    private static final Duration DISTRUSTED = Duration.ofMinutes(2);
    private static final long SAMPLED_BYTES = 256L << 20;
    private static final long SAMPLED_BYTES_EACH = 64L << 20;
    private static final String COULD_NOT_BE_STARTED = "the torrent could not be started";

    private final TorrentTable table;
    private final TorrentEngine engine;
    private final EventBus bus;
    private final RootGuard guard;
    private final Removals removals;

    Restoration(
            TorrentTable table,
            TorrentEngine engine,
            EventBus bus,
            RootGuard guard,
            Removals removals) {
        this.table = table;
        this.engine = engine;
        this.bus = bus;
        this.guard = guard;
        this.removals = removals;
    }

    /// @param killedAt when the service was last seen alive, if it did not stop in order
    void run(Optional<Instant> killedAt) {
        var distrusted = killedAt.map(at -> table.savedSince(at.minus(DISTRUSTED))).orElse(Set.of());
        for (var removal : table.removals()) {
            var infoHash = removal.torrent().infoHashes().first();
            try {
                removals.finish(removal.torrent(), removal.deleteData(), null, null);
            } catch (RuntimeException e) {
                tellFailure(infoHash, "a removal could not be finished", String.valueOf(e.getMessage()), e);
            }
        }
        table.forEach(torrent -> start(torrent, distrusted));
    }

    private void start(StoredTorrent torrent, Set<InfoHash> distrusted) {
        try {
            if (guard.isLost(torrent.downloadDir())) {
                engine.add(outside(torrent));
                return;
            }
            var isSampled = distrusted.contains(torrent.infoHashes().first())
                    && torrent.holds().stream().noneMatch(Hold::keepsFilesAlone);
            engine.add(isSampled ? sampled(torrent, SAMPLED_BYTES / distrusted.size()) : torrent);
        } catch (EngineException e) {
            showFailed(torrent, e.error().toString(), e);
        } catch (RuntimeException e) {
            showFailed(torrent, String.valueOf(e.getMessage()), e);
        }
    }

    /// The same torrent, without its resume data if that claims what is not here.
    private StoredTorrent sampled(StoredTorrent torrent, long mostBytes) {
        var wrong = PieceSample.wrongPiece(torrent, Math.min(mostBytes, SAMPLED_BYTES_EACH));
        if (wrong.isEmpty()) {
            return torrent;
        }
        var reason = "after a crash, piece " + wrong.getAsInt()
                + " is not as it was saved; checking its files";
        LOG.atWarn().addKeyValue("infoHash", torrent.infoHashes().first()).log(reason);
        bus.publish(Event.about(torrent.infoHashes().first(), new Failure(reason)));
        return torrent.withoutResumeData();
    }

    private void showFailed(StoredTorrent torrent, String reason, RuntimeException e) {
        var infoHash = torrent.infoHashes().first();
        tellFailure(infoHash, COULD_NOT_BE_STARTED, reason, e);
        try {
            engine.addFailed(torrent, COULD_NOT_BE_STARTED + ": " + reason);
        } catch (EngineException another) {
            tellFailure(infoHash, "it cannot be shown either", another.error().toString(), another);
        }
    }

    /// A torrent whose volume is not there is shown, and its files are left alone.
    private static StoredTorrent outside(StoredTorrent torrent) {
        var holds = EnumSet.of(Hold.ROOT);
        holds.addAll(torrent.holds());
        return torrent.held(holds);
    }

    private void tellFailure(InfoHash infoHash, String what, String reason, RuntimeException e) {
        LOG.atError().addKeyValue("infoHash", infoHash).setCause(e).log(what);
        bus.publish(Event.about(infoHash, new Failure(what + ": " + reason)));
    }
}
