package dev.revaer.engine.event;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// The kinds of event that exist.
public enum EventType {
    TORRENT_ADDED, METADATA_RECEIVED, FILES_DISCOVERED, PROGRESS, STATE_CHANGED, COMPLETED, FAILURE, TORRENT_UPDATED, TORRENT_REMOVED, SELECTION_RECONCILED, TRACKER_STATUS, PEER_BANNED, FSOPS_STARTED, FSOPS_PROGRESS, FSOPS_COMPLETED, FSOPS_FAILED, SETTINGS_CHANGED, HEALTH_CHANGED, ALT_SPEED_CHANGED, STREAM_RESET;

    /// The public name: `torrent_added`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static @Nullable EventType ofLabel(String label) {
        return Arrays.stream(values()).filter(type -> type.label().equals(label)).findFirst().orElse(null);
    }
}
