package dev.revaer.engine.session.swarm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.revaer.engine.swarm.TrackerStatus;
import dev.revaer.engine.swarm.TrackerStatus.State;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.announce_entry;
import org.libtorrent4j.swig.announce_infohash;
import org.libtorrent4j.swig.torrent_handle;

/// Reads how announcing goes: one row per tracker out of one per local address and info hash.
public final class TrackerReader {
    private static final int LONGEST_MESSAGE = 500;
    private static final String SKIPPED = "skipping tracker announce";

    private boolean isWorking;
    private boolean isUpdating;
    private boolean hasFailed;
    private @Nullable String message;
    private @Nullable String lastError;
    private long nextMillis = Long.MAX_VALUE;
    private long nextAfterSuccess = Long.MAX_VALUE;
    private int seeds = -1;
    private int peers = -1;
    private int downloads = -1;
    private int fails;

    private TrackerReader() {}

    /// By tier. Waits for libtorrent.
    public static List<TrackerStatus> read(torrent_handle handle) {
        var entries = handle.trackers();
        var rows = new ArrayList<TrackerStatus>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            rows.add(new TrackerReader().row(entries.get(i)));
        }
        entries.delete();
        rows.sort(Comparator.comparingInt(TrackerStatus::tier));
        return List.copyOf(rows);
    }

    private TrackerStatus row(announce_entry entry) {
        var announcing = announcing(entry);
        var ways = announcing.stream().filter(one -> !isSkipped(one)).toList();
        (ways.isEmpty() ? announcing : ways).forEach(this::take);
        announcing.forEach(announce_infohash::delete);
        return new TrackerStatus(
                entry.getUrl(),
                entry.getTier(),
                state(),
                message,
                isWorking ? null : lastError,
                next(),
                seeds < 0 ? null : seeds,
                peers < 0 ? null : peers,
                downloads < 0 ? null : downloads,
                isWorking ? 0 : fails);
    }

    /// What is retried after a failure, or not answered yet, counts only where nothing else succeeded.
    private @Nullable Instant next() {
        var hasSucceeded = isWorking && nextAfterSuccess != Long.MAX_VALUE;
        var millis = hasSucceeded ? nextAfterSuccess : nextMillis;
        return millis == Long.MAX_VALUE ? null : Instant.ofEpochMilli(millis);
    }

    /// One for each local address and info hash.
    private static List<announce_infohash> announcing(announce_entry entry) {
        var endpoints = entry.getEndpoints();
        var all = new ArrayList<announce_infohash>();
        for (int i = 0; i < endpoints.size(); i++) {
            var endpoint = endpoints.get(i);
            if (endpoint.getEnabled()) {
                all.add(endpoint.get_infohash_v1());
                all.add(endpoint.get_infohash_v2());
            }
        }
        return all;
    }

    /// A local address may have no way to the tracker. That counts only if no other has one.
    private static boolean isSkipped(announce_infohash announcing) {
        var error = announcing.getLast_error();
        return error.failed() && error.message().contains(SKIPPED);
    }

    private State state() {
        if (isWorking) {
            return State.WORKING;
        }
        if (isUpdating) {
            return State.UPDATING;
        }
        return hasFailed ? State.FAILED : State.NOT_CONTACTED;
    }

    private void take(announce_infohash announcing) {
        var error = announcing.getLast_error();
        var failed = error.failed() || announcing.getFails() > 0;
        if (error.failed()) {
            lastError = shortened(error.message());
        }
        isWorking |= !failed && announcing.getStart_sent();
        isUpdating |= announcing.getUpdating();
        hasFailed |= failed;
        var said = announcing.getMessage();
        if (!said.isEmpty()) {
            message = shortened(said);
        }
        fails = Math.max(fails, announcing.getFails());
        seeds = Math.max(seeds, announcing.getScrape_complete());
        peers = Math.max(peers, announcing.getScrape_incomplete());
        downloads = Math.max(downloads, announcing.getScrape_downloaded());
        var next = announcing.get_next_announce();
        if (next > 0) {
            nextMillis = Math.min(nextMillis, next);
            var isOpen = failed || announcing.getUpdating() || !announcing.getStart_sent();
            nextAfterSuccess = isOpen ? nextAfterSuccess : Math.min(nextAfterSuccess, next);
        }
    }

    private static String shortened(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.length() <= LONGEST_MESSAGE ? clean : clean.substring(0, LONGEST_MESSAGE);
    }
}
