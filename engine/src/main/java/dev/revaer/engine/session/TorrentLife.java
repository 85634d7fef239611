package dev.revaer.engine.session;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.revaer.engine.EngineException;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.Metainfo;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.EngineListener;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.event.EventData.StateChanged;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.add_torrent_params;
import org.libtorrent4j.swig.resume_data_flags_t;
import org.libtorrent4j.swig.torrent_handle;
import org.libtorrent4j.swig.torrent_status;

/// Follows each torrent from metadata to completion: snapshots, announcements, and when its state is saved. Everything
/// here runs on the alert thread.
final class TorrentLife {
    private static final Duration RETRY_SAVE_AFTER = Duration.ofSeconds(10);

    private final TorrentRegistry registry;
    private final MetainfoReader metainfo;
    private final EngineListener listener;
    private final ResumeSaver saver;
    private final Duration resumeInterval;
    private final Executor alertThread;
    private final FileFollower files;
    private final StatusReader reader = new StatusReader();
    private final Set<SessionTorrent> downloading = new HashSet<>();
    private final Set<SessionTorrent> failing = new HashSet<>();
    private final Set<SessionTorrent> unsaved = new HashSet<>();
    /// Set once, when the session closes.
    private @Nullable CompletableFuture<Void> whenAllSaved;

    TorrentLife(
            TorrentRegistry registry,
            MetainfoReader metainfo,
            EngineListener listener,
            ResumeSaver saver,
            Duration resumeInterval,
            Executor alertThread,
            FileFollower files) {
        this.registry = registry;
        this.metainfo = metainfo;
        this.listener = listener;
        this.saver = saver;
        this.resumeInterval = resumeInterval;
        this.alertThread = alertThread;
        this.files = files;
    }

    /// @param now `System.nanoTime()`
    void update(SessionTorrent torrent, torrent_status status, long now) {
        if (whenAllSaved != null || torrent.isParked()) {
            return;
        }
        if (status.getHas_metadata() && !torrent.snapshot().hasMetadata()) {
            // what the torrent is called and holds is told first
            fetchMetadata(torrent);
            return;
        }
        if (torrent.isSettling) {
            return;
        }
        var after = reader.read(torrent, status, now);
        show(torrent, after);
        if (status.getNeed_save_resume()) {
            unsaved.add(torrent);
        }
        var isHere = status.getIs_finished() && status.getTotal_wanted() > 0
                && (after.state() == TorrentState.SEEDING || after.state() == TorrentState.QUEUED);
        if (isHere && torrent.completion == SessionTorrent.Completion.OPEN) {
            torrent.completion = SessionTorrent.Completion.FLUSHING;
            withHandle(torrent, torrent_handle::flush_cache);
        } else if (isIncomplete(status) && torrent.completion == SessionTorrent.Completion.SAID) {
            // more is wanted than was, or some of it was found damaged: it will be complete once more
            torrent.completion = SessionTorrent.Completion.OPEN;
        }
    }

    private static boolean isIncomplete(torrent_status status) {
        return status.getState() == torrent_status.state_t.downloading && !status.getIs_finished()
                && status.getTotal_wanted_done() < status.getTotal_wanted();
    }

    void checked(SessionTorrent torrent) {
        files.checked(torrent);
    }

    /// Calls for what is due.
    void tick(long now) {
        if (whenAllSaved != null) {
            return;
        }
        for (var torrent : downloading.toArray(SessionTorrent[]::new)) {
            show(torrent, StatusReader.age(torrent, now));
        }
        for (var torrent : unsaved.toArray(SessionTorrent[]::new)) {
            if (torrent.mustSave || now - torrent.nextSaveNanos >= 0) {
                save(torrent);
            }
        }
    }

    /// Failed torrents that are to be tried again now.
    List<SessionTorrent> dueRetries() {
        var now = Instant.now();
        var due = failing.stream().filter(torrent -> torrent.backoff.isDue(now)).toList();
        due.forEach(torrent -> torrent.backoff = torrent.backoff.tried(now));
        return due;
    }

    /// Shows what was changed by a command.
    void changed(SessionTorrent torrent, TorrentOptions options, Map<Hold, String> holds) {
        torrent.publish(torrent.snapshot().with(options).held(holds));
    }

    void fetchMetadata(SessionTorrent torrent) {
        if (torrent.wantsMetadata) {
            return;
        }
        torrent.wantsMetadata = true;
        withHandle(torrent, handle -> handle.save_resume_data(torrent_handle.save_info_dict));
    }

    /// @param parameters owned by this call
    void resumeDataReady(SessionTorrent torrent, add_torrent_params parameters) {
        if (torrent.wantsMetadata && parameters.ti_ptr() != null) {
            saver.readInfo(parameters, (bytes, peers) -> readMetadata(torrent, bytes, peers));
            return;
        }
        saver.save(torrent, parameters, isKept -> alertThread.execute(() -> resumeDataKept(torrent, isKept)));
    }

    void resumeDataKept(SessionTorrent torrent, boolean isKept) {
        torrent.savesUnderWay = Math.max(0, torrent.savesUnderWay - 1);
        if (torrent.savesUnderWay == 0 && torrent.waits.saved(isKept)) {
            ask(torrent, new resume_data_flags_t());
        }
        completeIfAllSaved();
        var wait = isKept ? resumeInterval : RETRY_SAVE_AFTER;
        torrent.nextSaveNanos = System.nanoTime() + wait.toNanos();
        if (!isKept) {
            unsaved.add(torrent);
        }
    }

    /// All data of a finished download has reached the file system.
    void flushed(SessionTorrent torrent) {
        torrent.waits.flushed();
        if (torrent.completion != SessionTorrent.Completion.FLUSHING) {
            return;
        }
        torrent.completion = SessionTorrent.Completion.SAID;
        var done = torrent.snapshot().completedAt(Instant.now());
        torrent.publish(done);
        listener.completed(done);
        saveSoon(torrent);
    }

    void flush(SessionTorrent torrent, CompletableFuture<Void> flushed) {
        torrent.waits.forFlush(flushed);
        withHandle(torrent, torrent_handle::flush_cache);
    }

    /// Saves its state as it is now.
    ///
    /// @param saved told whether it is kept
    void saveNow(SessionTorrent torrent, CompletableFuture<Boolean> saved) {
        if (!torrent.snapshot().hasMetadata()) {
            saved.complete(true);
            return;
        }
        var isUnderWay = torrent.savesUnderWay > 0;
        torrent.waits.forSave(saved, isUnderWay);
        if (!isUnderWay) {
            ask(torrent, new resume_data_flags_t());
        }
    }

    /// libtorrent does not have the torrent, or anything about it changed meanwhile.
    void parked(SessionTorrent torrent) {
        forget(torrent);
        expectNothing(torrent);
        torrent.untilAttached.clear();
        var before = torrent.snapshot();
        var transfer = before.transfer();
        var state = before.isHeld() ? StateRules.held(before.holds().keySet()) : TorrentState.PAUSED;
        show(
                torrent,
                before.withState(
                        state,
                        StateRules.reason(before.holds()),
                        before.queuePosition(),
                        transfer.idle(Instant.now())));
    }

    void broughtBack(SessionTorrent torrent, Path downloadDir, Map<Hold, String> holds) {
        torrent.publish(torrent.snapshot().movedTo(downloadDir).held(holds));
        attached(torrent);
        torrent.nextSaveNanos = System.nanoTime() + resumeInterval.toNanos();
    }

    void moved(SessionTorrent torrent, Path downloadDir) {
        torrent.publish(torrent.snapshot().movedTo(downloadDir));
        torrent.waits.moved("");
        saveSoon(torrent);
    }

    void moveFailed(SessionTorrent torrent, String reason) {
        torrent.waits.moved(reason);
    }

    /// A file lies where nobody will look for it.
    void renameFailed(SessionTorrent torrent, String reason) {
        giveUp(torrent, reason);
    }

    /// After lost alerts: what was waited for may never come.
    void expectNothing(SessionTorrent torrent) {
        torrent.savesUnderWay = 0;
        if (torrent.completion == SessionTorrent.Completion.FLUSHING) {
            torrent.completion = SessionTorrent.Completion.OPEN;
        }
        torrent.wantsMetadata = false;
        torrent.isSettling = false;
    }

    /// Does what had to wait for the handle: libtorrent may have finished the torrent before it was here.
    void attached(SessionTorrent torrent) {
        torrent.untilAttached.forEach(command -> withHandle(torrent, command));
        torrent.untilAttached.clear();
    }

    void forget(SessionTorrent torrent) {
        downloading.remove(torrent);
        failing.remove(torrent);
        unsaved.remove(torrent);
    }

    /// Saves all that has changed and announces nothing any more.
    ///
    /// @param saved completed when all of it is kept or refused
    void close(CompletableFuture<Void> saved) {
        whenAllSaved = saved;
        for (var torrent : registry.all()) {
            if (canBeSaved(torrent.snapshot())) {
                ask(torrent, torrent_handle.only_if_modified);
            }
        }
        completeIfAllSaved();
    }

    /// libtorrent took the names as they are when the metadata came; it renames before all that it is asked later.
    private static void rename(SessionTorrent torrent, Map<Integer, String> paths) {
        withHandle(torrent, handle -> paths.forEach(handle::rename_file));
    }

    /// Runs on the saver thread.
    private void readMetadata(SessionTorrent torrent, byte[] bytes, List<MagnetSwap.Peer> peers) {
        try {
            var metadata = metainfo.read(bytes);
            var renamed = LibtorrentMetainfo.renamedFiles(bytes);
            alertThread.execute(() -> {
                rename(torrent, renamed);
                metadataRead(torrent, metadata, bytes, peers);
            });
        } catch (EngineException e) {
            alertThread.execute(() -> giveUp(torrent, "its metadata cannot be used: " + e.error()));
        }
    }

    private void giveUp(SessionTorrent torrent, String reason) {
        withHandle(torrent, torrent_handle::pause);
        listener.happened(torrent.snapshot(), new Failure(reason));
    }

    private void metadataRead(
            SessionTorrent torrent,
            Metainfo metadata,
            byte[] bytes,
            List<MagnetSwap.Peer> peers) {
        torrent.wantsMetadata = false;
        torrent.nextSaveNanos = System.nanoTime() + resumeInterval.toNanos();
        try {
            registry.link(torrent, metadata.infoHashes());
        } catch (EngineException e) {
            giveUp(torrent, "its metadata shows a torrent that is here already: " + e.getMessage());
            return;
        }
        var named = torrent.snapshot()
                .withMetadata(
                        identity(torrent.snapshot(), metadata),
                        metadata.name(),
                        metadata.isPrivate());
        torrent.publish(named);
        listener.metadataReceived(named, metadata, bytes);
        torrent.isSettling = true;
        files.metadataKnown(torrent, bytes, peers, status -> alertThread.execute(() -> {
            torrent.isSettling = false;
            update(torrent, status, System.nanoTime());
            status.delete();
        }));
    }

    /// A torrent keeps the hash it was added by as its first.
    private static InfoHashes identity(Torrent torrent, Metainfo metadata) {
        var isFirstKept = metadata.infoHashes().first().equals(torrent.infoHash());
        return isFirstKept ? metadata.infoHashes() : torrent.infoHashes();
    }

    private void show(SessionTorrent torrent, Torrent after) {
        var before = torrent.snapshot();
        if (after.equals(before)) {
            return;
        }
        torrent.publish(after);
        if (after.state() != before.state()) {
            stateChanged(torrent, before.state(), after);
        }
        listener.progressed(after);
    }

    private void stateChanged(SessionTorrent torrent, TorrentState from, Torrent after) {
        listener.happened(after, new StateChanged(from, after.state(), after.reason()));
        var reason = after.reason();
        if (after.state() == TorrentState.FAILED && reason != null) {
            listener.happened(after, new Failure(reason));
        }
        if (after.state() == TorrentState.DOWNLOADING) {
            downloading.add(torrent);
        } else {
            downloading.remove(torrent);
        }
        if (after.state() == TorrentState.FAILED) {
            failing.add(torrent);
        } else {
            failing.remove(torrent);
        }
        if (after.state() == TorrentState.PAUSED) {
            saveSoon(torrent);
        }
    }

    void saveSoon(SessionTorrent torrent) {
        torrent.mustSave = true;
        unsaved.add(torrent);
    }

    private void save(SessionTorrent torrent) {
        if (torrent.savesUnderWay > 0 || !canBeSaved(torrent.snapshot())) {
            return;
        }
        torrent.mustSave = false;
        unsaved.remove(torrent);
        ask(torrent, new resume_data_flags_t());
    }

    private static void ask(SessionTorrent torrent, resume_data_flags_t flags) {
        withHandle(torrent, handle -> {
            torrent.savesUnderWay++;
            handle.save_resume_data(flags);
        });
    }

    private void completeIfAllSaved() {
        var waiting = whenAllSaved;
        if (waiting != null && registry.all().stream().allMatch(torrent -> torrent.savesUnderWay == 0)) {
            waiting.complete(null);
        }
    }

    /// What a check has not finished, and what has no metadata, is better found out anew.
    private static boolean canBeSaved(Torrent torrent) {
        return torrent.hasMetadata() && torrent.state() != TorrentState.CHECKING;
    }

    private static void withHandle(SessionTorrent torrent, Consumer<torrent_handle> command) {
        var handle = torrent.handle();
        if (torrent.isParked()) {
            return;
        }
        if (handle == null) {
            torrent.untilAttached.add(command);
        } else if (handle.is_valid()) {
            command.accept(handle);
        }
    }
}
