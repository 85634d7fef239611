package dev.revaer.app.catalog;

import java.util.Objects;

import dev.revaer.api.problem.ApiError.FsopsRunning;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.database.Store;
import dev.revaer.app.directory.Directories;
import dev.revaer.app.directory.FinalDirs;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.volume.RootGuard;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.TorrentRemoved;
import dev.revaer.engine.event.Standing;
import dev.revaer.engine.resume.StoredTorrent;
import org.jspecify.annotations.Nullable;

/// Removes torrents, one at a time each: noted first, so that what was cut short is finished at the next start.
final class Removals {
    private final TorrentTable table;
    private final TorrentEngine engine;
    private final MetainfoReader metainfo;
    private final EventBus bus;
    private final JobQueue jobs;
    private final RootGuard guard;
    private final TorrentRules rules;
    private final FinalDirs finals;

    Removals(
            TorrentTable table,
            TorrentEngine engine,
            MetainfoReader metainfo,
            EventBus bus,
            JobQueue jobs,
            RootGuard guard,
            TorrentRules rules,
            FinalDirs finals) {
        this.table = table;
        this.engine = engine;
        this.metainfo = metainfo;
        this.bus = bus;
        this.jobs = jobs;
        this.guard = guard;
        this.rules = rules;
        this.finals = finals;
    }

    /// @param reason to be told with the removal; null where somebody asked for it
    void remove(InfoHash infoHash, boolean deleteData, @Nullable String reason) {
        var running = engine.find(infoHash);
        var stored = Store.call(() -> table.find(running == null ? infoHash : running.infoHash()));
        if (running == null && stored == null) {
            throw new EngineException(new TorrentNotFound(infoHash));
        }
        var torrent = stored == null
                ? Objects.requireNonNull(running).infoHash()
                : stored.infoHashes().first();
        if (jobs.isRunning(torrent)) {
            throw new ApiException(new FsopsRunning(torrent));
        }
        if (deleteData && stored != null) {
            guard.require(stored.downloadDir());
        }
        if (stored != null && !Store.call(() -> table.setRemoval(torrent, deleteData))) {
            throw new EngineException(new WrongState(torrent, "its files are being moved"));
        }
        if (running != null) {
            engine.remove(torrent);
            bus.forgetProgress(torrent);
        }
        // it may have been moved before it was noted
        var last = stored == null ? null : Store.call(() -> table.find(torrent));
        if (last != null) {
            finish(last, deleteData, reason, running == null ? null : running.state());
        }
    }

    /// What is left of a removal once the session does not have the torrent.
    ///
    /// @param state the last it was in; null if it was not in the session
    void finish(
            StoredTorrent torrent,
            boolean deleteData,
            @Nullable String reason,
            @Nullable TorrentState state) {
        var infoHash = torrent.infoHashes().first();
        var known = torrent.metainfo();
        if (deleteData && known != null) {
            guard.require(torrent.downloadDir());
            DataDeletion.delete(
                    torrent.downloadDir(),
                    torrent.options().placed(metainfo.read(known.bytes()).files()));
            DataDeletion.deletePartFiles(torrent.downloadDir(), torrent.infoHashes());
        }
        var removed = Event.about(infoHash, new TorrentRemoved(torrent.name(), deleteData, reason))
                .with(Standing.of(state, torrent.options()));
        Store.await(bus.commit(removed, () -> table.delete(infoHash)));
        Directories.deleteOwn(torrent.downloadDir(), infoHash);
        finals.forget(infoHash);
        jobs.forget(infoHash);
        rules.goals().forget(infoHash);
    }
}
