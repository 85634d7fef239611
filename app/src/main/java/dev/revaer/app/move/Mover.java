package dev.revaer.app.move;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.revaer.api.move.TorrentMoves;
import dev.revaer.api.problem.ApiError.FsopsRunning;
import dev.revaer.api.problem.ApiError.NoMove;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.catalog.DownloadRoot;
import dev.revaer.app.database.Store;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.job.TorrentSource;
import dev.revaer.app.volume.RootGuard;
import dev.revaer.app.volume.SpaceCheck;
import dev.revaer.engine.EngineError.BadDownloadDir;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.EventBus;
import org.jspecify.annotations.Nullable;

/// Moves torrents: inside a volume libtorrent renames the files at once, to another one the [Carrier] copies them in
/// turn. What is to be done is kept first.
public final class Mover implements TorrentMoves, AutoCloseable {
    private static final int MOST_MOVES = 1000;

    private final MoveTable table;
    private final TorrentSource torrents;
    private final TorrentEngine engine;
    private final MetainfoReader metainfo;
    private final JobQueue jobs;
    private final DownloadRoot root;
    private final RootGuard guard;
    private final SpaceCheck space;
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
            SpaceCheck space) {
        this.table = table;
        this.torrents = torrents;
        this.engine = engine;
        this.metainfo = metainfo;
        this.jobs = jobs;
        this.root = root;
        this.guard = guard;
        this.space = space;
        this.carrier = new Carrier(table, torrents, engine, metainfo, bus, guard, space, moving);
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
        var target = root.resolve(downloadDir);
        var move = new Moving(infoHash, torrent.downloadDir(), target);
        var other = moving.putIfAbsent(infoHash, move);
        if (other != null) {
            if (other.to().equals(target)) {
                return other.view();
            }
            throw refused(infoHash, "its files are being moved to " + other.to());
        }
        try {
            if (torrent.downloadDir().equals(target)) {
                return completed(move);
            }
            return begin(move, torrent);
        } catch (RuntimeException e) {
            moving.remove(infoHash, move);
            throw e;
        }
    }

    @Override
    public void close() {
        carrier.close();
    }

    private Move begin(Moving move, Torrent torrent) {
        var infoHash = move.infoHash();
        guard.require(move.from());
        guard.admit(move.to());
        refuse(torrent);
        var stored = Store.call(() -> torrents.find(infoHash));
        if (stored == null) {
            throw new EngineException(new TorrentNotFound(infoHash));
        }
        var files = TorrentFiles.of(stored, metainfo);
        var isRename = prepare(move, files);
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
                bringBack(infoHash);
                throw new ApiException(new FsopsRunning(infoHash));
            }
        } catch (RuntimeException e) {
            Store.run(() -> table.giveUp(infoHash));
            throw e;
        }
        carrier.carry(move);
        return move.view();
    }

    /// What is kept of it is newer than before it was held.
    private void bringBack(InfoHash infoHash) {
        var stored = Store.call(() -> torrents.find(infoHash));
        if (stored != null) {
            engine.storage().bringBack(stored, Hold.MOVE);
        }
    }

    private void refuse(Torrent torrent) {
        if (moving.size() > MOST_MOVES) {
            throw refused(torrent.infoHash(), MOST_MOVES + " moves wait already");
        }
        if (torrent.state() == TorrentState.CHECKING) {
            throw refused(torrent.infoHash(), "its files are being checked");
        }
        if (jobs.isRunning(torrent.infoHash())) {
            throw new ApiException(new FsopsRunning(torrent.infoHash()));
        }
    }

    /// Looks whether the files can go where they are to go.
    ///
    /// @return whether all it takes is to rename them
    private boolean prepare(Moving move, TorrentFiles files) {
        try {
            Files.createDirectories(move.to());
            for (var path : files.paths()) {
                var file = move.to().resolve(path);
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw refused(move.infoHash(), file + " is there already");
                }
            }
            if (Renaming.isPossible(move.from(), move.to())) {
                return true;
            }
            space.require(move.to(), files.size(move.from()));
            return false;
        } catch (IOException e) {
            throw new EngineException(
                    new BadDownloadDir(move.to(), "it cannot be used: " + e.getMessage()));
        }
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
            carrier.switchOver(move.infoHash(), null, move.to());
        } catch (ApiException e) {
            carrier.carry(move);
            throw e;
        }
        return completed(move);
    }

    private Move completed(Moving move) {
        moving.remove(move.infoHash(), move);
        return new Move(move.infoHash(), "completed", move.from(), move.to(), 0, 0);
    }

    private Torrent find(InfoHash infoHash) {
        @Nullable
        Torrent torrent = engine.find(infoHash);
        if (torrent == null) {
            throw new EngineException(new TorrentNotFound(infoHash));
        }
        return torrent;
    }

    private static EngineException refused(InfoHash infoHash, String reason) {
        return new EngineException(new WrongState(infoHash, reason));
    }
}
