package dev.revaer.app.move;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import dev.revaer.api.move.TorrentMoves;
import dev.revaer.api.problem.ApiError.FsopsRunning;
import dev.revaer.api.problem.ApiError.NoMove;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.database.Store;
import dev.revaer.app.directory.Directories;
import dev.revaer.app.directory.DownloadRoot;
import dev.revaer.app.directory.FinalDirs;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.job.TorrentSource;
import dev.revaer.app.move.MoveTable.Leftover;
import dev.revaer.app.volume.RootGuard;
import dev.revaer.app.volume.SpaceCheck;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.TorrentUpdated;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.fsops.seeding.Seeding;
import org.jspecify.annotations.Nullable;

/// Moves torrents: inside a volume libtorrent renames the files at once, to another one the [Carrier] copies them in
/// turn. What is to be done is kept first.
public final class Mover implements TorrentMoves, AutoCloseable {
    private final MoveTable table;
    private final TorrentSource torrents;
    private final TorrentEngine engine;
    private final MetainfoReader metainfo;
    private final JobQueue jobs;
    private final DownloadRoot root;
    private final RootGuard guard;
    private final MoveChecks checks;
    private final FinalDirs finals;
    private final EventBus bus;
    private final Map<InfoHash, Moving> moving = new ConcurrentHashMap<>();
    private final Carrier carrier;

    public Mover(
            MoveTable table,
            TorrentSource torrents,
            TorrentEngine engine,
            MetainfoReader metainfo,
            EventBus bus,
            JobQueue jobs,
            DownloadRoot root,
            RootGuard guard,
            SpaceCheck space,
            FinalDirs finals) {
        this.table = table;
        this.torrents = torrents;
        this.engine = engine;
        this.metainfo = metainfo;
        this.jobs = jobs;
        this.root = root;
        this.guard = guard;
        this.checks = new MoveChecks(jobs, space);
        this.finals = finals;
        this.bus = bus;
        this.carrier = new Carrier(
                table,
                torrents,
                engine,
                metainfo,
                bus,
                guard,
                space,
                finals,
                moving,
                jobs::lookAgain);
    }

    /// Goes on with what was begun before a restart.
    public void restore() {
        for (var leftover : table.leftovers()) {
            carrier.cleanUpLater(leftover);
        }
        for (var infoHash : table.unfinished()) {
            var torrent = engine.find(infoHash);
            var target = table.target(infoHash);
            if (torrent != null && target != null) {
                var move = new Moving(infoHash, torrent.downloadDir(), target);
                move.begun();
                moving.put(infoHash, move);
                carrier.carry(move);
            }
        }
    }

    /// Whether the torrent's files are on their way.
    public boolean isMoving(InfoHash infoHash) {
        return moving.containsKey(infoHash);
    }

    /// What lets post-processing have torrents seed from the library.
    ///
    /// @param unchanged does something while nobody changes what is wanted of a torrent
    public Seeding departures(BiConsumer<InfoHash, Runnable> unchanged) {
        return new Departures(table, torrents, engine, metainfo, bus, moving, carrier, unchanged);
    }

    @Override
    public Move get(InfoHash given) {
        var infoHash = find(given).infoHash();
        var move = moving.get(infoHash);
        if (move == null) {
            throw new ApiException(new NoMove(infoHash));
        }
        return move.view();
    }

    @Override
    public Move start(InfoHash given, Path downloadDir) {
        var torrent = find(given);
        var infoHash = torrent.infoHash();
        var move = new Moving(infoHash, torrent.downloadDir(), root.resolve(downloadDir));
        var other = moving.putIfAbsent(infoHash, move);
        if (other == null) {
            return startReserved(move, torrent);
        }
        if (other.to().equals(move.to())) {
            return other.view();
        }
        throw refused(infoHash, "its files are being moved to " + other.to());
    }

    /// Has a complete torrent's files go where they belong.
    ///
    /// @throws EngineException if the torrent or the directory does not allow it now
    /// @throws ApiException if space, volume or post-processing does not
    void bringHome(InfoHash infoHash) {
        reserve(infoHash, this::startReserved);
    }

    /// Has a torrent that has just learnt its files use those that lie where it belongs, if there are any.
    void useWhatIsThere(InfoHash infoHash) {
        reserve(infoHash, (move, _) -> {
            var stored = Store.call(() -> torrents.find(infoHash));
            if (stored != null && Directories.liesIn(stored, move.to(), metainfo)) {
                carrier.takeOver(move);
            } else {
                moving.remove(infoHash, move);
            }
        });
    }

    /// Sees to it that nobody else moves the torrent, nor changes where it belongs.
    private void reserve(InfoHash infoHash, BiConsumer<Moving, Torrent> work) {
        var torrent = find(infoHash);
        var home = finals.find(infoHash);
        if (home == null) {
            return;
        }
        var move = new Moving(infoHash, torrent.downloadDir(), root.resolve(home));
        if (moving.putIfAbsent(infoHash, move) != null) {
            return;
        }
        if (!home.equals(finals.find(infoHash))) {
            moving.remove(infoHash, move);
            return;
        }
        try {
            work.accept(move, torrent);
        } catch (RuntimeException e) {
            moving.remove(infoHash, move);
            throw e;
        }
    }

    @Override
    public void close() {
        carrier.close();
    }

    private Move startReserved(Moving move, Torrent torrent) {
        var infoHash = move.infoHash();
        try {
            var isThere = move.from().equals(move.to());
            if (finals.find(infoHash) != null && (isThere || torrent.completedAt() == null)) {
                return changeHome(move, isThere);
            }
            return isThere ? completed(move) : begin(move, torrent);
        } catch (RuntimeException e) {
            moving.remove(infoHash, move);
            throw e;
        }
    }

    /// The files stay where they are until all of them are here.
    private Move changeHome(Moving move, boolean isThere) {
        var infoHash = move.infoHash();
        guard.admit(move.to());
        if (!isThere) {
            checks.requireNothingThere(move, TorrentFiles.of(stored(infoHash), metainfo));
        }
        var updated = Event.about(infoHash, new TorrentUpdated(List.of("downloadDir")));
        Store.await(bus.commit(updated, () -> finals.keep(infoHash, isThere ? null : move.to())));
        if (isThere) {
            finals.forget(infoHash);
            return completed(move);
        }
        finals.moved(infoHash, move.to());
        moving.remove(infoHash, move);
        return new Move(infoHash, "deferred", move.from(), move.to(), 0, 0);
    }

    private Move begin(Moving move, Torrent torrent) {
        var infoHash = move.infoHash();
        guard.require(move.from());
        guard.admit(move.to());
        checks.requireReady(torrent, moving.size());
        var isRename = checks.prepare(move, TorrentFiles.of(stored(infoHash), metainfo));
        if (!Store.call(() -> table.begin(infoHash, move.to()))) {
            throw new EngineException(new TorrentNotFound(infoHash));
        }
        move.begun();
        if (isRename) {
            return rename(move);
        }
        try {
            engine.hold(infoHash, Hold.MOVE, move.reason());
            if (jobs.isRunning(infoHash)) {
                carrier.giveBack(infoHash);
                throw new ApiException(new FsopsRunning(infoHash));
            }
        } catch (RuntimeException e) {
            Store.run(() -> table.giveUp(infoHash));
            throw e;
        }
        carrier.carry(move);
        return move.view();
    }

    /// If libtorrent does not answer, whatever it did is finished by copying.
    private Move rename(Moving move) {
        try {
            engine.storage().move(move.infoHash(), move.to());
        } catch (EngineException e) {
            if (e.error() instanceof WrongState) {
                Store.run(() -> table.giveUp(move.infoHash()));
                throw e;
            }
            carrier.carry(move);
            return move.view();
        }
        try {
            var leftIn = Directories.isOwn(move.from(), move.infoHash()) ? move.from() : null;
            carrier.switchOver(move.infoHash(), leftIn, move.to());
            if (leftIn != null) {
                carrier.cleanUpLater(new Leftover(move.infoHash(), leftIn));
            }
        } catch (ApiException e) {
            carrier.carry(move);
            throw e;
        }
        return completed(move);
    }

    private Move completed(Moving move) {
        moving.remove(move.infoHash(), move);
        jobs.lookAgain();
        return new Move(move.infoHash(), "completed", move.from(), move.to(), 0, 0);
    }

    private StoredTorrent stored(InfoHash infoHash) {
        var stored = Store.call(() -> torrents.find(infoHash));
        if (stored == null) {
            throw new EngineException(new TorrentNotFound(infoHash));
        }
        return stored;
    }

    private Torrent find(InfoHash infoHash) {
        @Nullable
        Torrent torrent = engine.find(infoHash);
        if (torrent == null) {
            throw new EngineException(new TorrentNotFound(infoHash));
        }
        return torrent;
    }

    static EngineException refused(InfoHash infoHash, String reason) {
        return new EngineException(new WrongState(infoHash, reason));
    }
}
