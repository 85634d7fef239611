package dev.revaer.engine.session;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.revaer.engine.EngineError.NotAnswering;
import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.pump.CommandThread;
import org.libtorrent4j.swig.move_flags_t;
import org.libtorrent4j.swig.session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Torrents that libtorrent must not have, as their files are not there or on their way: shown, kept with what is wanted
/// of them, and given to libtorrent when the files are in place.
final class TorrentParking {
    private static final Logger LOG = LoggerFactory.getLogger(TorrentParking.class);
    /// A flush that was asked for earlier may answer the first question.
    private static final int FLUSHES = 2;

    private final session rawSession;
    private final TorrentRegistry registry;
    private final TorrentLife life;
    private final ResumeSchedule schedule;
    private final CommandThread commands;
    private final TorrentCommands torrentCommands;
    private final Executor alertThread;
    private final TorrentAdder adder;

    TorrentParking(
            session rawSession,
            TorrentRegistry registry,
            TorrentLife life,
            ResumeSchedule schedule,
            CommandThread commands,
            TorrentCommands torrentCommands,
            Executor alertThread,
            TorrentAdder adder) {
        this.rawSession = rawSession;
        this.registry = registry;
        this.life = life;
        this.schedule = schedule;
        this.commands = commands;
        this.torrentCommands = torrentCommands;
        this.alertThread = alertThread;
        this.adder = adder;
    }

    static boolean isFor(Set<Hold> holds) {
        return holds.stream().anyMatch(Hold::keepsFilesAlone);
    }

    /// Takes a torrent away from libtorrent; one that it does not have stays as it is, with the new reason.
    Torrent hold(InfoHash infoHash, Hold hold, String reason) {
        var torrent = registry.get(infoHash);
        var before = torrent.snapshot();
        var held = torrentCommands.hold(infoHash, hold, reason);
        if (torrent.isParked()) {
            return held;
        }
        try {
            synchronized (torrent) {
                if (!torrent.isParked()) {
                    if (hold == Hold.MOVE) {
                        settle(torrent, before.state() != TorrentState.CHECKING);
                    }
                    takeAway(torrent);
                }
            }
        } catch (EngineException e) {
            if (!before.holds().containsKey(hold)) {
                torrentCommands.release(infoHash, Set.of(hold));
            }
            throw e;
        }
        return torrentCommands.hold(infoHash, hold, reason);
    }

    Torrent bringBack(StoredTorrent stored, Hold hold) {
        var infoHash = stored.infoHashes().first();
        var torrent = registry.get(infoHash);
        synchronized (torrent) {
            var held = torrent.snapshot().holds().keySet();
            if (!torrent.isParked()
                    || held.stream().anyMatch(other -> other != hold && other.keepsFilesAlone())) {
                return torrentCommands.release(infoHash, Set.of(hold));
            }
            var seen = new CompletableFuture<Torrent>();
            commands.call("bring back", () -> {
                give(torrent, stored, hold, seen);
                return true;
            });
            return commands.await("bring back", seen);
        }
    }

    Torrent move(InfoHash infoHash, Path target) {
        var torrent = registry.get(infoHash);
        var moved = new CompletableFuture<String>();
        var isAwaited = new CompletableFuture<Void>();
        alertThread.execute(() -> {
            torrent.waits.forMove(moved);
            isAwaited.complete(null);
        });
        commands.await("move", isAwaited);
        commands.call("move", () -> {
            TorrentCommands.validHandle(torrent, infoHash)
                    .move_storage(target.toString(), move_flags_t.fail_if_exist);
            return true;
        });
        var failure = commands.await("move", moved);
        if (!failure.isEmpty()) {
            throw new EngineException(new WrongState(infoHash, failure));
        }
        return torrent.snapshot();
    }

    /// Has libtorrent write what it still holds, and keeps what it knows.
    private void settle(SessionTorrent torrent, boolean isStateKnown) {
        for (int i = 0; i < FLUSHES; i++) {
            var flushed = new CompletableFuture<Void>();
            alertThread.execute(() -> life.flush(torrent, flushed));
            commands.await("flush", flushed);
        }
        if (!isStateKnown) {
            return;
        }
        var saved = new CompletableFuture<Boolean>();
        alertThread.execute(() -> schedule.now(torrent, saved));
        if (!commands.await("save", saved)) {
            throw new EngineException(new NotAnswering("save"));
        }
    }

    private void takeAway(SessionTorrent torrent) {
        var infoHash = torrent.snapshot().infoHash();
        commands.call("take away", () -> {
            rawSession.remove_torrent(TorrentCommands.validHandle(torrent, infoHash));
            return true;
        });
        commands.await("take away", torrent.removed);
        torrent.park();
        var parked = new CompletableFuture<Void>();
        alertThread.execute(() -> {
            life.parked(torrent);
            parked.complete(null);
        });
        commands.await("take away", parked);
    }

    /// Runs on the command thread.
    private void give(
            SessionTorrent torrent,
            StoredTorrent stored,
            Hold hold,
            CompletableFuture<Torrent> seen) {
        var holds = torrent.holds.keySet().stream().filter(other -> other != hold).toList();
        var handle = adder.give(torrent, stored.held(Set.copyOf(holds)).with(torrent.applied));
        torrent.holds.remove(hold);
        var position = torrent.snapshot().queuePosition();
        if (position >= 0) {
            handle.queue_position_set_ex(position);
        }
        var now = Map.copyOf(torrent.holds);
        alertThread.execute(() -> life.broughtBack(torrent, stored.downloadDir(), now));
        torrentCommands.look(torrent, handle, () -> seen.complete(torrent.snapshot()));
        LOG.atInfo()
                .addKeyValue("infoHash", stored.infoHashes().first())
                .addKeyValue("at", Instant.now())
                .log("a torrent was given to libtorrent again");
    }
}
