package dev.revaer.api.problem;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.revaer.engine.InfoHash;

/// Why a request is refused before or beside the engine.
public sealed interface ApiError {
    /// The address or its query makes no sense.
    record BadParameter(String name, String reason) implements ApiError {}

    /// The order that a cursor leads through is not kept any more.
    ///
    /// @param life how long one is kept after it was last read
    record CursorExpired(Duration life) implements ApiError {}

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

    /// The files of the torrent are being worked on.
    record FsopsRunning(InfoHash infoHash) implements ApiError {}

    /// There is nothing to try again.
    record NoFailedJob(InfoHash infoHash) implements ApiError {}

    /// The torrent was not finished yet, so that nothing has begun.
    record NoJob(InfoHash infoHash) implements ApiError {}

    /// The post-processing has ended, or cannot be stopped any more.
    ///
    /// @param how to be read after "it"
    record NothingToCancel(InfoHash infoHash, String how) implements ApiError {}

    /// No hook was told anything under this id, or it is forgotten.
    record DeliveryNotFound(String id) implements ApiError {}

    /// Only what was given up can be tried again by hand.
    record DeliveryNotDead(String id) implements ApiError {}

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

    /// No more event streams can be opened.
    ///
    /// @param most that may be open at a time
    record TooManyStreams(int most) implements ApiError {}

    /// One of many was left, as those before it took too long.
    record NotBegun() implements ApiError {}

    /// A backup is being taken or given back.
    record BackupRunning() implements ApiError {}

    /// What was to be taken over is no backup, or none that can be.
    record BadBackup(String reason) implements ApiError {}

    /// The database does not answer; nothing was changed.
    record StoreAway() implements ApiError {}

    /// Who asks may not, or not now.
    sealed interface AccessError extends ApiError {
        record KeyMissing() implements AccessError {}

        record KeyUnknown() implements AccessError {}

        /// The key may not do this.
        ///
        /// @param needed the least scope that may: `torrents`
        /// @param held the scopes of the key: `read`
        record ScopeMissing(String needed, String held) implements AccessError {}

        /// The key has called too often.
        record TooManyRequests(long retryAfterSeconds) implements AccessError {}

        /// The address has tried too many wrong keys or tokens.
        record TooManyFailures(long retryAfterSeconds) implements AccessError {}

        record KeyNotFound(String id) implements AccessError {}

        /// Without this key nobody could change settings and keys.
        record LastAdminKey(String label) implements AccessError {}

        /// No more keys can be issued.
        ///
        /// @param most keys that there may be
        record TooManyKeys(int most) implements AccessError {}

        /// Nothing can be done before Revaer is set up.
        record SetupRequired() implements AccessError {}

        record SetupDone() implements AccessError {}

        record SetupTokenUnknown() implements AccessError {}

        record SetupTokenExpired() implements AccessError {}

        /// It is done from the machine itself and not from afar.
        record LocalOnly() implements AccessError {}
    }

    /// A request is not what its `Idempotency-Key` stands for, or not yet.
    sealed interface RepeatError extends ApiError {
        /// Another request had this key.
        record KeyReused() implements RepeatError {}

        /// The request of this key is being answered.
        record KeyInUse() implements RepeatError {}

        /// The bodies of too many requests are held.
        record TooMuchAtOnce() implements RepeatError {}
    }

    /// A directory cannot be looked into.
    sealed interface PathError extends ApiError {
        /// It lies elsewhere, or a link leads elsewhere.
        ///
        /// @param roots in which it would have to lie
        record PathNotAllowed(Path path, List<Path> roots) implements PathError {
            public PathNotAllowed {
                roots = List.copyOf(roots);
            }
        }

        record PathNotFound(Path path) implements PathError {}

        record NotADirectory(Path path) implements PathError {}

        record UnreadablePath(Path path, String reason) implements PathError {}

        /// The disk holds up those who look already.
        record TooManyLooks(int most) implements PathError {}
    }
}
