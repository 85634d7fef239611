package dev.revaer.engine.session;

import java.time.Duration;

import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.Transfer;
import dev.revaer.engine.session.jni.Swig;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.libtorrent;
import org.libtorrent4j.swig.torrent_status;
import org.libtorrent4j.swig.torrent_status.state_t;

/// Turns libtorrent's status of a torrent into our snapshot of it. Runs on the alert thread.
final class StatusReader {
    /// Without payload for so long, a download is called stalled.
    static final Duration STALLED_AFTER = Duration.ofSeconds(10);

    private static final double PARTS_PER_MILLION = 1_000_000;

    private final int pausedBit = Swig.bits(libtorrent.getPaused());

    /// @param now `System.nanoTime()`
    Torrent read(SessionTorrent torrent, torrent_status status, long now) {
        var before = torrent.snapshot();
        if (status.getDownload_payload_rate() > 0) {
            torrent.lastPayloadNanos = now;
        }
        var error = status.getErrc();
        var reason = error.failed() ? error.message() : null;
        var state = state(torrent, status, reason, now);
        if (isStarting(before.state(), state)) {
            torrent.lastPayloadNanos = now;
        }
        return before.withState(state, reason, transfer(status, state));
    }

    /// The same torrent, called stalled if it has waited long enough.
    static Torrent age(SessionTorrent torrent, long now) {
        var snapshot = torrent.snapshot();
        if (snapshot.state() != TorrentState.DOWNLOADING || !hasWaited(torrent, now)) {
            return snapshot;
        }
        return snapshot.withState(TorrentState.STALLED, snapshot.reason(), snapshot.transfer());
    }

    private TorrentState state(
            SessionTorrent torrent,
            torrent_status status,
            @Nullable String error,
            long now) {
        if (error != null) {
            return TorrentState.FAILED;
        }
        if ((Swig.bits(status.getFlags()) & pausedBit) != 0) {
            return TorrentState.PAUSED;
        }
        if (status.getMoving_storage()) {
            return TorrentState.MOVING;
        }
        var state = status.getState();
        if (state == state_t.downloading) {
            var wasMoving = isMoving(torrent.snapshot().state());
            return wasMoving && hasWaited(torrent, now) ? TorrentState.STALLED : TorrentState.DOWNLOADING;
        }
        if (state == state_t.downloading_metadata) {
            return TorrentState.FETCHING_METADATA;
        }
        return state == state_t.seeding || state == state_t.finished
                ? TorrentState.SEEDING
                : TorrentState.CHECKING;
    }

    private static boolean isStarting(TorrentState before, TorrentState after) {
        return after == TorrentState.DOWNLOADING && !isMoving(before);
    }

    private static boolean isMoving(TorrentState state) {
        return state == TorrentState.DOWNLOADING || state == TorrentState.STALLED;
    }

    private static boolean hasWaited(SessionTorrent torrent, long now) {
        return now - torrent.lastPayloadNanos >= STALLED_AFTER.toNanos();
    }

    private static Transfer transfer(torrent_status status, TorrentState state) {
        var isRunning = state != TorrentState.PAUSED && state != TorrentState.FAILED;
        long download = isRunning ? status.getDownload_payload_rate() : 0;
        long upload = isRunning ? status.getUpload_payload_rate() : 0;
        var wanted = status.getTotal_wanted();
        var done = Math.min(status.getTotal_wanted_done(), wanted);
        var eta = download > 0 && done < wanted ? (Long) ((wanted - done + download - 1) / download) : null;
        return new Transfer(
                progress(status, state, wanted, done),
                wanted,
                done,
                status.getAll_time_upload(),
                status.getAll_time_download(),
                download,
                upload,
                eta,
                status.getNum_seeds(),
                status.getNum_peers());
    }

    /// While checking, how much is checked; else how much is here.
    private static double progress(torrent_status status, TorrentState state, long wanted, long done) {
        if (state == TorrentState.CHECKING || !status.getHas_metadata()) {
            return status.getProgress_ppm() / PARTS_PER_MILLION;
        }
        return wanted == 0 ? 1 : (double) done / wanted;
    }
}
