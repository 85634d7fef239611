package dev.revaer.app.move;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.revaer.app.catalog.DataDeletion;
import dev.revaer.app.database.Store;
import dev.revaer.app.database.breaker.Trouble;
import dev.revaer.app.directory.Directories;
import dev.revaer.app.directory.FinalDirs;
import dev.revaer.app.job.TorrentSource;
import dev.revaer.app.keeper.Keeper;
import dev.revaer.app.move.MoveTable.Leftover;
import dev.revaer.app.volume.RootGuard;
import dev.revaer.app.volume.SpaceCheck;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.event.EventData.TorrentUpdated;
import dev.revaer.engine.resume.StoredTorrent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Carries the files of one torrent after the other to another volume: copies and verifies all of them, switches over,
/// gives the torrent back to libtorrent, and deletes the originals. Killed at any point, it goes on there.
final class Carrier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

    private final MoveTable table;
    private final TorrentSource torrents;
    private final TorrentEngine engine;
    private final MetainfoReader metainfo;
    private final EventBus bus;
    private final RootGuard guard;
    private final SpaceCheck space;
    private final FinalDirs finals;
    private final Map<InfoHash, Moving> moving;
    private final Runnable whenFree;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("mover").factory());
    private volatile boolean isStopping;
    private final FileCarrier files = new FileCarrier(() -> isStopping);
    private final Keeper teller;

    /// @param moving from which a move is taken once it has ended
    /// @param whenFree run then
    Carrier(
            MoveTable table,
            TorrentSource torrents,
            TorrentEngine engine,
            MetainfoReader metainfo,
            EventBus bus,
            RootGuard guard,
            SpaceCheck space,
            FinalDirs finals,
            Map<InfoHash, Moving> moving,
            Runnable whenFree) {
        this.table = table;
        this.torrents = torrents;
        this.engine = engine;
        this.metainfo = metainfo;
        this.bus = bus;
        this.guard = guard;
        this.space = space;
        this.finals = finals;
        this.moving = moving;
        this.whenFree = whenFree;
        this.teller = Keeper.start("move-progress", TELL_EVERY, this::tell);
    }

    void carry(Moving move) {
        schedule(() -> tryTo(this::carryOn, move), Duration.ZERO);
    }

    /// Has a torrent use the files of its names that lie where it belongs.
    void takeOver(Moving move) {
        schedule(() -> tryTo(this::useWhatIsThere, move), Duration.ZERO);
    }

    void cleanUpLater(Leftover leftover) {
        schedule(() -> cleanUp(leftover), Duration.ZERO);
    }

    /// Has the files be where they are now, for good.
    ///
    /// @param leftIn where originals are to be deleted; null if there are none
    void switchOver(InfoHash infoHash, @Nullable Path leftIn, Path target) {
        commit(infoHash, target, () -> table.end(infoHash, leftIn, target));
    }

    private void commit(InfoHash infoHash, Path target, Runnable end) {
        var isExpected = target.equals(finals.find(infoHash));
        var updated = new TorrentUpdated(List.of(isExpected ? "contentPath" : "downloadDir"));
        Store.await(bus.commit(Event.about(infoHash, updated), end));
        finals.forget(infoHash);
    }

    @Override
    public void close() {
        isStopping = true;
        teller.close();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a move was left where it was");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }

    private void schedule(Runnable work, Duration delay) {
        try {
            var _ = thread.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            LOG.debug("a move goes on at the next start");
        }
    }

    /// What stands in the way may pass: a volume that is gone, a database or libtorrent that does not answer.
    private void tryTo(Attempt attempt, Moving move) {
        if (isStopping) {
            return;
        }
        try {
            attempt.run(move);
            moving.remove(move.infoHash(), move);
            whenFree.run();
            space.promise(move.infoHash(), move.to(), 0);
        } catch (CancellationException _) {
            LOG.atInfo().addKeyValue("infoHash", move.infoHash()).log("a move goes on at the next start");
        } catch (RuntimeException | IOException e) {
            LOG.atLevel(Trouble.of(e).isPresent() ? Level.DEBUG : Level.WARN)
                    .addKeyValue("infoHash", move.infoHash())
                    .setCause(e)
                    .log("a move cannot go on; it is tried again");
            schedule(() -> tryTo(attempt, move), AGAIN_AFTER);
        } finally {
            move.copying(false);
        }
    }

    private void carryOn(Moving move) throws IOException {
        var infoHash = move.infoHash();
        var stored = Store.call(() -> torrents.find(infoHash));
        if (stored == null || engine.find(infoHash) == null) {
            return;
        }
        var target = Store.call(() -> table.target(infoHash));
        if (target != null && !bring(move, stored, target)) {
            return;
        }
        giveBack(infoHash);
        if (!stored.downloadDir().equals(move.to())) {
            cleanUp(new Leftover(infoHash, stored.downloadDir()));
        }
    }

    /// What was downloaded elsewhere meanwhile is deleted, as what lies there counts.
    private void useWhatIsThere(Moving move) {
        var infoHash = move.infoHash();
        var stored = Store.call(() -> torrents.find(infoHash));
        if (stored == null || engine.find(infoHash) == null) {
            return;
        }
        var source = stored.downloadDir();
        if (!source.equals(move.to())) {
            guard.require(source);
            guard.require(move.to());
            engine.hold(infoHash, Hold.MOVE, "files of its names lie in " + move.to());
            commit(infoHash, move.to(), () -> {
                table.end(infoHash, source, move.to());
                table.forgetResumeData(infoHash);
            });
        }
        giveBack(infoHash);
        cleanUp(new Leftover(infoHash, move.from()));
    }

    /// @return false if it was given up, and all is as before
    private boolean bring(Moving move, StoredTorrent stored, Path target) throws IOException {
        var infoHash = move.infoHash();
        var source = stored.downloadDir();
        guard.require(source);
        guard.require(target);
        var own = TorrentFiles.of(stored, metainfo);
        move.total(own.size(source));
        engine.hold(infoHash, Hold.MOVE, move.reason());
        move.copying(true);
        try {
            transport(move, own, source, target);
        } catch (IOException e) {
            move.copying(false);
            giveUp(stored, own, target, e);
            return false;
        }
        move.copying(false);
        switchOver(infoHash, source, target);
        return true;
    }

    private void transport(Moving move, TorrentFiles own, Path source, Path target) throws IOException {
        var isRename = Renaming.isPossible(source, target);
        for (var path : own.paths()) {
            var from = source.resolve(path);
            var to = target.resolve(path);
            if (DataDeletion.isThroughLink(source, from) || DataDeletion.isThroughLink(target, to)) {
                throw new IOException("the way to " + path + " leads through a link");
            }
            if (isRename) {
                files.rename(from, to);
            } else {
                files.copy(from, to, move::add);
            }
        }
        FileCarrier.force(target);
    }

    private void giveUp(StoredTorrent stored, TorrentFiles own, Path target, IOException why)
            throws IOException {
        var infoHash = stored.infoHashes().first();
        guard.require(stored.downloadDir());
        guard.require(target);
        for (var path : own.paths()) {
            files.undo(stored.downloadDir().resolve(path), target.resolve(path));
        }
        DataDeletion.deleteEmptyFolders(target, own.paths());
        var failure = new Failure(
                "its files could not be moved to " + target + " and stay in " + stored.downloadDir() + ": "
                        + why.getMessage());
        Store.await(bus.commit(Event.about(infoHash, failure), () -> table.giveUp(infoHash)));
        giveBack(infoHash);
    }

    /// Lets libtorrent have the torrent again. What is kept of it is newer than before it was held.
    void giveBack(InfoHash infoHash) {
        var stored = Store.call(() -> torrents.find(infoHash));
        if (stored != null && engine.find(infoHash) != null) {
            engine.storage().bringBack(stored, Hold.MOVE);
        }
    }

    /// Deletes originals that lie elsewhere by now.
    private void cleanUp(Leftover leftover) {
        try {
            var stored = Store.call(() -> torrents.find(leftover.infoHash()));
            if (stored != null && !stored.downloadDir().equals(leftover.directory())) {
                guard.require(leftover.directory());
                DataDeletion.deletePaths(
                        leftover.directory(),
                        TorrentFiles.of(stored, metainfo).paths());
                Directories.deleteOwn(leftover.directory(), leftover.infoHash());
            }
            Store.run(() -> table.forgetLeftovers(leftover.infoHash()));
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("directory", leftover.directory())
                    .setCause(e)
                    .log("files that were moved could not be deleted; it is tried again at the next start");
        }
    }

    private void tell() {
        for (var move : moving.values()) {
            move.whileCopying(() -> {
                space.promise(move.infoHash(), move.to(), move.left());
                try {
                    engine.hold(move.infoHash(), Hold.MOVE, move.reason());
                } catch (EngineException e) {
                    LOG.atDebug().setCause(e).log("the progress of a move was not shown");
                }
            });
        }
    }

    /// What is tried again until it succeeds.
    @FunctionalInterface
    private interface Attempt {
        void run(Moving move) throws IOException;
    }
}
