package dev.revaer.engine.event;

import java.util.Arrays;
import java.util.Locale;

import dev.revaer.engine.event.EventData.AltSpeedChanged;
import dev.revaer.engine.event.EventData.Completed;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.event.EventData.FilesDiscovered;
import dev.revaer.engine.event.EventData.FsopsCompleted;
import dev.revaer.engine.event.EventData.FsopsFailed;
import dev.revaer.engine.event.EventData.FsopsProgress;
import dev.revaer.engine.event.EventData.FsopsStarted;
import dev.revaer.engine.event.EventData.HealthChanged;
import dev.revaer.engine.event.EventData.MetadataReceived;
import dev.revaer.engine.event.EventData.PeerBanned;
import dev.revaer.engine.event.EventData.Progress;
import dev.revaer.engine.event.EventData.SelectionReconciled;
import dev.revaer.engine.event.EventData.SettingsChanged;
import dev.revaer.engine.event.EventData.StateChanged;
import dev.revaer.engine.event.EventData.StreamReset;
import dev.revaer.engine.event.EventData.TorrentAdded;
import dev.revaer.engine.event.EventData.TorrentRemoved;
import dev.revaer.engine.event.EventData.TorrentUpdated;
import dev.revaer.engine.event.EventData.TrackerStatusChanged;
import org.jspecify.annotations.Nullable;

/// The kinds of event that exist.
public enum EventType {
    TORRENT_ADDED(TorrentAdded.class), METADATA_RECEIVED(MetadataReceived.class), FILES_DISCOVERED(
            FilesDiscovered.class), PROGRESS(Progress.class), STATE_CHANGED(StateChanged.class), COMPLETED(
                    Completed.class), FAILURE(Failure.class), TORRENT_UPDATED(
                            TorrentUpdated.class), TORRENT_REMOVED(
                                    TorrentRemoved.class), SELECTION_RECONCILED(
                                            SelectionReconciled.class), TRACKER_STATUS(
                                                    TrackerStatusChanged.class), PEER_BANNED(
                                                            PeerBanned.class), FSOPS_STARTED(
                                                                    FsopsStarted.class), FSOPS_PROGRESS(
                                                                            FsopsProgress.class), FSOPS_COMPLETED(
                                                                                    FsopsCompleted.class), FSOPS_FAILED(
                                                                                            FsopsFailed.class), SETTINGS_CHANGED(
                                                                                                    SettingsChanged.class), HEALTH_CHANGED(
                                                                                                            HealthChanged.class), ALT_SPEED_CHANGED(
                                                                                                                    AltSpeedChanged.class), STREAM_RESET(
                                                                                                                            StreamReset.class);

    private final Class<? extends EventData> payload;
    private final String label;

    EventType(Class<? extends EventData> payload) {
        this.payload = payload;
        this.label = name().toLowerCase(Locale.ROOT);
    }

    /// The record that says what happened.
    public Class<? extends EventData> payload() {
        return payload;
    }

    /// The public name: `torrent_added`.
    public String label() {
        return label;
    }

    public static @Nullable EventType ofLabel(String label) {
        return Arrays.stream(values()).filter(type -> type.label().equals(label)).findFirst().orElse(null);
    }
}
