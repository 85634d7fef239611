package dev.revaer.engine;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// What a torrent is doing.
public enum TorrentState {
    QUEUED, CHECKING, FETCHING_METADATA, DOWNLOADING,
    /// wants pieces but has received no payload for some seconds
    STALLED, SEEDING,
    /// its seed goal is met, or nothing is left to do
    COMPLETED, PAUSED, MOVING, FAILED;

    /// The public name: `fetching_metadata`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static @Nullable TorrentState ofLabel(String label) {
        return Arrays.stream(values()).filter(state -> state.label().equals(label)).findFirst().orElse(null);
    }
}
