package dev.revaer.engine.session;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.Transfer;
import dev.revaer.engine.seeding.Counters;
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
    private final int uploadModeBit = Swig.bits(libtorrent.getUpload_mode());

    /// @param now `System.nanoTime()`
    Torrent read(SessionTorrent torrent, torrent_status status, long now) {
        var before = torrent.snapshot();
        if (status.getDownload_payload_rate() > 0) {
            torrent.lastPayloadNanos = now;
        }
        var failure = failure(torrent, status);
        var state = state(torrent, status, failure, now);
        if (state == TorrentState.FAILED) {
            torrent.backoff = torrent.backoff.failed(Instant.now());
        }
        if (isStarting(before.state(), state)) {
            torrent.lastPayloadNanos = now;
        }
        var reason = before.isHeld() ? StateRules.reason(before.holds()) : reason(torrent, failure);
        var counters = count(torrent, status, state);
        return before
                .withState(state, reason, status.get_queue_position(), transfer(status, state, counters));
    }

    /// What went wrong; null if all is well.
    private @Nullable String failure(SessionTorrent torrent, torrent_status status) {
        var error = status.getErrc();
        if (error.failed()) {
            return FileFault.isUnnamed(error) && torrent.writeError != null
                    ? torrent.writeError
                    : error.message();
        }
        var onlyUploads = (Swig.bits(status.getFlags()) & uploadModeBit) != 0;
        return onlyUploads ? torrent.writeError : null;
    }

    private static @Nullable String reason(SessionTorrent torrent, @Nullable String failure) {
        var next = torrent.backoff.nextTry();
        return failure == null || next == null
                ? failure
                : failure + "; next try at " + next.truncatedTo(ChronoUnit.SECONDS);
    }

    /// Adds what libtorrent has counted since the last time; its counts may have begun anew.
    private static Counters count(SessionTorrent torrent, torrent_status status, TorrentState state) {
        var uploaded = status.getTotal_payload_upload();
        var downloaded = status.getTotal_payload_download();
        var counters = torrent.snapshot()
                .transfer()
                .counters()
                .plus(
                        grown(torrent.countedUpload, uploaded),
                        grown(torrent.countedDownload, downloaded));
        torrent.countedUpload = uploaded;
        torrent.countedDownload = downloaded;
        var isSeeding = state == TorrentState.SEEDING;
        return counters.run(isSeeding || isMoving(state), isSeeding, Instant.now());
    }

    private static long grown(long before, long now) {
        return now >= before ? now - before : now;
    }

    /// The same torrent, called stalled if it has waited long enough.
    static Torrent age(SessionTorrent torrent, long now) {
        var snapshot = torrent.snapshot();
        if (snapshot.state() != TorrentState.DOWNLOADING || !hasWaited(torrent, now)) {
            return snapshot;
        }
        return snapshot.withState(
                TorrentState.STALLED,
                snapshot.reason(),
                snapshot.queuePosition(),
                snapshot.transfer());
    }

    private TorrentState state(
            SessionTorrent torrent,
            torrent_status status,
            @Nullable String error,
            long now) {
        var holds = torrent.snapshot().holds();
        if (!holds.isEmpty()) {
            return StateRules.held(holds.keySet());
        }
        if (error != null) {
            return TorrentState.FAILED;
        }
        if ((Swig.bits(status.getFlags()) & pausedBit) != 0) {
            return TorrentState.QUEUED;
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

    private static Transfer transfer(torrent_status status, TorrentState state, Counters counters) {
        var isRunning = state == TorrentState.SEEDING || state == TorrentState.FETCHING_METADATA
                || isMoving(state);
        long download = isRunning ? status.getDownload_payload_rate() : 0;
        long upload = isRunning ? status.getUpload_payload_rate() : 0;
        var wanted = status.getTotal_wanted();
        var done = Math.min(status.getTotal_wanted_done(), wanted);
        var eta = download > 0 && done < wanted ? (Long) ((wanted - done + download - 1) / download) : null;
        return new Transfer(
                progress(status, state, wanted, done),
                wanted,
                done,
                counters,
                download,
                upload,
                eta,
                swarm(status));
    }

    private static Transfer.Swarm swarm(torrent_status status) {
        var seeds = status.getNum_seeds();
        var peers = status.getNum_peers();
        var scrapedSeeds = status.getNum_complete();
        var scrapedLeeches = status.getNum_incomplete();
        var hasScrape = scrapedSeeds >= 0 && scrapedLeeches >= 0;
        return new Transfer.Swarm(
                seeds,
                peers,
                Math.max(seeds, hasScrape ? scrapedSeeds : status.getList_seeds()),
                Math.max(peers, hasScrape ? scrapedSeeds + scrapedLeeches : status.getList_peers()),
                status.getDistributed_copies());
    }

    /// While checking, how much is checked; else how much is here.
    private static double progress(torrent_status status, TorrentState state, long wanted, long done) {
        if (state == TorrentState.CHECKING || !status.getHas_metadata()) {
            return status.getProgress_ppm() / PARTS_PER_MILLION;
        }
        return wanted == 0 ? 1 : (double) done / wanted;
    }
}
