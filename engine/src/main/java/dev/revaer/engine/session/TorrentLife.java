package dev.revaer.engine.session;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.revaer.engine.Hold;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.EngineListener;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.event.EventData.StateChanged;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.add_torrent_params;
import org.libtorrent4j.swig.torrent_handle;
import org.libtorrent4j.swig.torrent_status;

/// Follows each torrent from metadata to completion: snapshots, announcements, and when its state is saved. Everything
/// here runs on the alert thread.
final class TorrentLife {
    private final EngineListener listener;
    private final ResumeSchedule schedule;
    private final MetadataReceiver metadata;
    private final FileFollower files;
    private final StatusReader reader = new StatusReader();
    private final Set<SessionTorrent> downloading = new HashSet<>();
    private final Set<SessionTorrent> failing = new HashSet<>();

    TorrentLife(
            TorrentRegistry registry,
            MetainfoReader metainfo,
            EngineListener listener,
            ResumeSaver saver,
            ResumeSchedule schedule,
            Executor alertThread,
            FileFollower files) {
        this.listener = listener;
        this.schedule = schedule;
        this.files = files;
        this.metadata = new MetadataReceiver(
                registry,
                metainfo,
                listener,
                saver,
                schedule,
                alertThread,
                files,
                this::update);
    }

    /// @param now `System.nanoTime()`
    void update(SessionTorrent torrent, torrent_status status, long now) {
        if (schedule.isClosing() || torrent.isParked()) {
            return;
        }
        if (status.getHas_metadata() && !torrent.snapshot().hasMetadata()) {
            // what the torrent is called and holds is told first
            metadata.fetch(torrent);
            return;
        }
        if (torrent.isSettling) {
            return;
        }
        var after = reader.read(torrent, status, now);
        show(torrent, after);
        if (status.getNeed_save_resume()) {
            schedule.changed(torrent);
        }
        var isHere = status.getIs_finished() && status.getTotal_wanted() > 0
                && (after.state() == TorrentState.SEEDING || after.state() == TorrentState.QUEUED);
        if (isHere && torrent.completion == SessionTorrent.Completion.OPEN) {
            torrent.completion = SessionTorrent.Completion.FLUSHING;
            torrent.withHandle(torrent_handle::flush_cache);
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
        if (schedule.isClosing()) {
            return;
        }
        for (var torrent : downloading.toArray(SessionTorrent[]::new)) {
            show(torrent, StatusReader.age(torrent, now));
        }
        schedule.tick(now);
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

    /// @param parameters owned by this call
    void resumeDataReady(SessionTorrent torrent, add_torrent_params parameters) {
        if (!metadata.take(torrent, parameters)) {
            schedule.ready(torrent, parameters);
        }
    }

    /// All data of a finished download has reached the file system.
    void flushed(SessionTorrent torrent) {
        torrent.waits.flushed();
        if (torrent.completion != SessionTorrent.Completion.FLUSHING) {
            return;
        }
        var done = torrent.snapshot().completedAt(Instant.now());
        torrent.publish(done);
        listener.completed(done);
        torrent.completion = SessionTorrent.Completion.SAID;
        schedule.soon(torrent);
    }

    void flush(SessionTorrent torrent, CompletableFuture<Void> flushed) {
        torrent.waits.forFlush(flushed);
        torrent.withHandle(torrent_handle::flush_cache);
    }

    /// libtorrent does not have the torrent, or anything about it changed meanwhile.
    void parked(SessionTorrent torrent) {
        forget(torrent);
        expectNothing(torrent);
        torrent.untilAttached.clear();
        var before = torrent.snapshot();
        show(
                torrent,
                before.withState(
                        parkedState(torrent),
                        parkedReason(torrent),
                        before.queuePosition(),
                        before.transfer().idle(Instant.now())));
    }

    private static TorrentState parkedState(SessionTorrent torrent) {
        if (torrent.snapshot().isHeld()) {
            return StateRules.held(torrent.snapshot().holds().keySet());
        }
        return torrent.notStarted() == null ? TorrentState.PAUSED : TorrentState.FAILED;
    }

    private static @Nullable String parkedReason(SessionTorrent torrent) {
        var notStarted = torrent.notStarted();
        return notStarted == null || torrent.snapshot().isHeld()
                ? StateRules.reason(torrent.snapshot().holds())
                : notStarted.reason();
    }

    void broughtBack(SessionTorrent torrent, Path downloadDir, Map<Hold, String> holds) {
        torrent.publish(torrent.snapshot().movedTo(downloadDir).held(holds));
        attached(torrent);
        schedule.rest(torrent);
    }

    void moved(SessionTorrent torrent, Path downloadDir) {
        torrent.publish(torrent.snapshot().movedTo(downloadDir));
        torrent.waits.moved("");
        schedule.soon(torrent);
    }

    void moveFailed(SessionTorrent torrent, String reason) {
        torrent.waits.moved(reason);
    }

    void metadataReceived(SessionTorrent torrent) {
        metadata.fetch(torrent);
    }

    /// A file lies where nobody will look for it.
    void renameFailed(SessionTorrent torrent, String reason) {
        metadata.giveUp(torrent, reason);
    }

    /// After lost alerts: what was waited for may never come.
    void expectNothing(SessionTorrent torrent) {
        schedule.expectNothing(torrent);
        if (torrent.completion == SessionTorrent.Completion.FLUSHING) {
            torrent.completion = SessionTorrent.Completion.OPEN;
        }
        torrent.wantsMetadata = false;
        torrent.isSettling = false;
    }

    /// Does what had to wait for the handle: libtorrent may have finished the torrent before it was here.
    void attached(SessionTorrent torrent) {
        torrent.untilAttached.forEach(torrent::withHandle);
        torrent.untilAttached.clear();
    }

    void forget(SessionTorrent torrent) {
        downloading.remove(torrent);
        failing.remove(torrent);
        schedule.forget(torrent);
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
            schedule.soon(torrent);
        }
    }
}
