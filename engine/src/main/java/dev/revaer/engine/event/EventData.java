package dev.revaer.engine.event;

import java.time.Instant;
import java.util.List;

import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentFile;
import dev.revaer.engine.TorrentState;
import org.jspecify.annotations.Nullable;

/// What an event says, one record per [EventType].
public sealed interface EventData {
    /// Files named in one [FilesDiscovered]; a torrent may have hundreds of thousands.
    int MAX_FILES = 500;

    default EventType type() {
        return switch (this) {
            case TorrentAdded _ -> EventType.TORRENT_ADDED;
            case MetadataReceived _ -> EventType.METADATA_RECEIVED;
            case FilesDiscovered _ -> EventType.FILES_DISCOVERED;
            case Progress _ -> EventType.PROGRESS;
            case StateChanged _ -> EventType.STATE_CHANGED;
            case Completed _ -> EventType.COMPLETED;
            case Failure _ -> EventType.FAILURE;
            case TorrentUpdated _ -> EventType.TORRENT_UPDATED;
            case TorrentRemoved _ -> EventType.TORRENT_REMOVED;
            case SelectionReconciled _ -> EventType.SELECTION_RECONCILED;
            case TrackerStatusChanged _ -> EventType.TRACKER_STATUS;
            case PeerBanned _ -> EventType.PEER_BANNED;
            case FsopsStarted _ -> EventType.FSOPS_STARTED;
            case FsopsProgress _ -> EventType.FSOPS_PROGRESS;
            case FsopsCompleted _ -> EventType.FSOPS_COMPLETED;
            case FsopsFailed _ -> EventType.FSOPS_FAILED;
            case SettingsChanged _ -> EventType.SETTINGS_CHANGED;
            case HealthChanged _ -> EventType.HEALTH_CHANGED;
            case AltSpeedChanged _ -> EventType.ALT_SPEED_CHANGED;
            case StreamReset _ -> EventType.STREAM_RESET;
        };
    }

    default Severity severity() {
        return switch (this) {
            case Failure _,FsopsFailed _ -> Severity.ERROR;
            case StreamReset _,PeerBanned _,SelectionReconciled _ -> Severity.WARNING;
            case TrackerStatusChanged change -> change.message() == null ? Severity.INFO : Severity.WARNING;
            case HealthChanged change -> change.to().equals("up") ? Severity.INFO : Severity.WARNING;
            case TorrentAdded _,MetadataReceived _,FilesDiscovered _,Progress _,StateChanged _,Completed _,TorrentUpdated _,TorrentRemoved _,SettingsChanged _,AltSpeedChanged _,FsopsStarted _,FsopsProgress _,FsopsCompleted _ ->
                Severity.INFO;
        };
    }

    record TorrentAdded(String name) implements EventData {}

    record MetadataReceived(String name, long sizeBytes, int files) implements EventData {}

    /// The files of a torrent, named as far as there is room.
    ///
    /// @param files the first [#MAX_FILES] of them
    /// @param total how many there are
    record FilesDiscovered(int total, List<TorrentFile> files) implements EventData {
        public FilesDiscovered {
            files = List.copyOf(files.subList(0, Math.min(files.size(), MAX_FILES)));
        }

        public static FilesDiscovered of(List<TorrentFile> files) {
            return new FilesDiscovered(files.size(), files);
        }
    }

    record Progress(
            TorrentState state,
            double progress,
            long sizeBytes,
            long downloadedBytes,
            long uploadedBytes,
            long downloadBytesPerSecond,
            long uploadBytesPerSecond,
            @Nullable Long etaSeconds,
            int seeds,
            int peers)
            implements
                EventData {

        public static Progress of(Torrent torrent) {
            var transfer = torrent.transfer();
            return new Progress(
                    torrent.state(),
                    transfer.progress(),
                    transfer.sizeBytes(),
                    transfer.downloadedBytes(),
                    transfer.uploadedBytes(),
                    transfer.downloadBytesPerSecond(),
                    transfer.uploadBytesPerSecond(),
                    transfer.etaSeconds(),
                    transfer.seeds(),
                    transfer.peers());
        }
    }

    record StateChanged(TorrentState from, TorrentState to, @Nullable String reason) implements EventData {}

    record Completed(String name, String contentPath, long sizeBytes) implements EventData {}

    record Failure(String reason) implements EventData {}

    /// What is wanted of a torrent was changed.
    ///
    /// @param changed which of its fields, by their public names
    record TorrentUpdated(List<String> changed) implements EventData {
        public TorrentUpdated {
            changed = List.copyOf(changed);
        }
    }

    /// libtorrent wanted other files than the user; it was told again.
    ///
    /// @param files how many files were set right
    record SelectionReconciled(int files) implements EventData {}

    /// A tracker answers, or does so no more.
    ///
    /// @param status `working`, `updating`, `notContacted` or `failed`
    /// @param message what the tracker or the network said against it; null if all is well
    record TrackerStatusChanged(String url, String status, @Nullable String message) implements EventData {}

    /// A peer sent bad data too often, or a user banned its address.
    ///
    /// @param address with the port of the peer; without one where a user banned it
    /// @param hashFailures pieces it had a part in that did not fit their hash; 0 where a user banned it
    record PeerBanned(String address, int hashFailures) implements EventData {}

    /// The settings have a new revision.
    ///
    /// @param changed JSON Pointers into the settings
    record SettingsChanged(long revision, List<String> changed) implements EventData {
        public SettingsChanged {
            changed = List.copyOf(changed);
        }
    }

    /// Other speed limits hold.
    ///
    /// @param on whether the alternative speed limits hold now
    /// @param cause `schedule` or `manual`
    record AltSpeedChanged(boolean on, String cause) implements EventData {}

    /// A torrent is gone.
    ///
    /// @param reason why, where nobody asked for it
    record TorrentRemoved(String name, boolean deletedData, @Nullable String reason) implements EventData {
        public TorrentRemoved(String name, boolean deletedData) {
            this(name, deletedData, null);
        }
    }

    record FsopsStarted(String name, int attempt) implements EventData {}

    /// How far a stage of post-processing is.
    ///
    /// @param bytesTotal 0 where the stage has nothing to move
    /// @param percent 0 to 100; null where the stage has nothing to move
    record FsopsProgress(String stage, long bytesDone, long bytesTotal, @Nullable Integer percent)
            implements
                EventData {
        public FsopsProgress(String stage, long bytesDone, long bytesTotal) {
            this(
                    stage,
                    bytesDone,
                    bytesTotal,
                    bytesTotal <= 0 ? null : (int) Math.clamp(100.0 * bytesDone / bytesTotal, 0, 100));
        }
    }

    record FsopsCompleted(String libraryPath, int files, long bytes) implements EventData {}

    /// A finished download did not come into the library.
    ///
    /// @param nextTryAt when it is tried again by itself; null if it waits for somebody
    record FsopsFailed(String stage, String reason, @Nullable Instant nextTryAt) implements EventData {}

    record HealthChanged(String component, String from, String to, String detail) implements EventData {}

    /// The journal cannot bring this subscriber up to date: what it knows must be read anew.
    record StreamReset(String reason) implements EventData {}
}
