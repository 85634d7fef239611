package dev.revaer.api.problem;

import java.nio.file.Path;
import java.util.List;

import dev.revaer.engine.InfoHash;

/// Why a request is refused before or beside the engine.
public sealed interface ApiError {
    /// The address or its query makes no sense.
    record BadParameter(String name, String reason) implements ApiError {}

    /// The body can be read but not accepted.
    record Invalid(List<Fault> faults) implements ApiError {
        public Invalid {
            faults = List.copyOf(faults);
        }

        public static Invalid at(String pointer, String detail) {
            return new Invalid(List.of(new Fault(pointer, detail)));
        }
    }

    /// One fault of a body.
    ///
    /// @param pointer RFC 6901: `/limits/downloadBytesPerSecond`
    record Fault(String pointer, String detail) {}

    /// Nothing could be fetched from the URL.
    record UnreachableUrl(String reason) implements ApiError {}

    /// What was fetched from the URL is no torrent.
    record NoTorrentAtUrl(String reason) implements ApiError {}

    record KeyMissing() implements ApiError {}

    record KeyUnknown() implements ApiError {}

    /// The files of the torrent are being worked on.
    record FsopsRunning(InfoHash infoHash) implements ApiError {}

    /// There is nothing to try again.
    record NoFailedJob(InfoHash infoHash) implements ApiError {}

    /// Nothing of the torrent is on its way.
    record NoMove(InfoHash infoHash) implements ApiError {}

    /// It does not fit into its volume.
    ///
    /// @param neededBytes still to be written
    /// @param leftBytes that are neither to stay free nor promised to others
    /// @param freeBytes all that are free
    record NotEnoughSpace(Path directory, long neededBytes, long leftBytes, long freeBytes)
            implements
                ApiError {}

    /// The volume is not there that a directory should lie on.
    record RootAway(Path root) implements ApiError {}

    record CreationNotFound(String id) implements ApiError {}

    /// There is no `.torrent` to be had, or not yet.
    record CreationNotCompleted(String id, String state) implements ApiError {}

    /// There is no room for another torrent that is to be made.
    record CannotCreateNow(String reason) implements ApiError {}

    /// The settings have changed since the client read them.
    record RevisionConflict(long current) implements ApiError {}

    /// There is, or is any more, no revision of the settings of this number.
    record RevisionNotFound(long revision) implements ApiError {}

    /// There is no category or tag of this name.
    ///
    /// @param kind `category` or `tag`
    record LabelNotFound(String kind, String name) implements ApiError {}

    /// The database does not answer; nothing was changed.
    record StoreAway() implements ApiError {}
}
