package dev.revaer.engine.session;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentState;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.add_torrent_params;
import org.libtorrent4j.swig.resume_data_flags_t;
import org.libtorrent4j.swig.torrent_handle;

/// When each torrent's resume data is saved, a bounded number at a time. Everything here runs on the alert thread.
final class ResumeSchedule {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
    private static final int MOST_AT_ONCE = 256;

    private final ResumeSaver saver;
    private final Duration interval;
    private final int mostAtOnce;
    private final Executor alertThread;
    private final Set<SessionTorrent> unsaved = new LinkedHashSet<>();
    private final Set<SessionTorrent> underWay = new LinkedHashSet<>();
    /// Set once, when the session closes.
    private @Nullable CompletableFuture<Void> whenAllSaved;

    ResumeSchedule(ResumeSaver saver, EngineSettings settings, Executor alertThread) {
        this.saver = saver;
        this.interval = settings.resumeInterval();
        this.mostAtOnce = Math.clamp(settings.alertQueueSize() / 2, 1, MOST_AT_ONCE);
        this.alertThread = alertThread;
    }

    boolean isClosing() {
        return whenAllSaved != null;
    }

    /// Something changed that is worth saving, if not at once.
    void changed(SessionTorrent torrent) {
        unsaved.add(torrent);
    }

    void soon(SessionTorrent torrent) {
        torrent.mustSave = true;
        unsaved.add(torrent);
    }

    /// Nothing is saved for a while.
    void rest(SessionTorrent torrent) {
        torrent.nextSaveNanos = System.nanoTime() + interval.toNanos();
    }

    /// Asks for what is due.
    void tick(long now) {
        for (var torrent : unsaved.toArray(SessionTorrent[]::new)) {
            if (underWay.size() >= mostAtOnce) {
                return;
            }
            var isDue = isClosing() || torrent.mustSave || now - torrent.nextSaveNanos >= 0;
            if (isDue && !underWay.contains(torrent) && canBeSaved(torrent.snapshot())) {
                ask(torrent);
            }
        }
    }

    /// @param parameters owned by this call
    void ready(SessionTorrent torrent, add_torrent_params parameters) {
        saver.save(torrent, parameters, isKept -> alertThread.execute(() -> kept(torrent, isKept)));
    }

    /// Saves its state as it is now.
    ///
    /// @param saved told whether it is kept
    void now(SessionTorrent torrent, CompletableFuture<Boolean> saved) {
        if (!torrent.snapshot().hasMetadata()) {
            saved.complete(true);
            return;
        }
        var isUnderWay = underWay.contains(torrent);
        torrent.waits.forSave(saved, isUnderWay);
        if (!isUnderWay) {
            ask(torrent);
        }
    }

    void kept(SessionTorrent torrent, boolean isKept) {
        underWay.remove(torrent);
        if (torrent.waits.saved(isKept)) {
            ask(torrent);
        }
        rest(torrent);
        if (isClosing()) {
            tick(System.nanoTime());
            completeIfAllSaved();
        } else if (!isKept) {
            unsaved.add(torrent);
            torrent.nextSaveNanos = System.nanoTime() + RETRY_AFTER.toNanos();
        }
    }

    /// What libtorrent was asked for may never come.
    void expectNothing(SessionTorrent torrent) {
        if (underWay.remove(torrent)) {
            soon(torrent);
        }
    }

    /// While closing, what lost alerts may have held is asked for again.
    void alertsLost() {
        if (isClosing()) {
            underWay.forEach(this::soon);
            underWay.clear();
            tick(System.nanoTime());
            completeIfAllSaved();
        }
    }

    void forget(SessionTorrent torrent) {
        unsaved.remove(torrent);
        underWay.remove(torrent);
    }

    /// Saves all that has changed.
    ///
    /// @param saved completed when all of it is kept or refused
    void close(Collection<SessionTorrent> torrents, CompletableFuture<Void> saved) {
        whenAllSaved = saved;
        unsaved.clear();
        torrents.stream().filter(torrent -> canBeSaved(torrent.snapshot())).forEach(unsaved::add);
        tick(System.nanoTime());
        completeIfAllSaved();
    }

    private void ask(SessionTorrent torrent) {
        var flags = isClosing() && !torrent.mustSave
                ? torrent_handle.only_if_modified
                : new resume_data_flags_t();
        torrent.mustSave = false;
        unsaved.remove(torrent);
        torrent.withHandle(handle -> {
            underWay.add(torrent);
            handle.save_resume_data(flags);
        });
    }

    private void completeIfAllSaved() {
        var waiting = whenAllSaved;
        if (waiting != null && underWay.isEmpty() && unsaved.isEmpty()) {
            waiting.complete(null);
        }
    }

    /// What a check has not finished, and what has no metadata, is better found out anew.
    private static boolean canBeSaved(Torrent torrent) {
        return torrent.hasMetadata() && torrent.state() != TorrentState.CHECKING;
    }
}
