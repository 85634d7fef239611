package dev.revaer.api.problem;

import java.util.List;

import dev.revaer.api.problem.ApiError.AccessError;
import dev.revaer.api.problem.ApiError.BackupRunning;
import dev.revaer.api.problem.ApiError.BadBackup;
import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiError.CannotCreateNow;
import dev.revaer.api.problem.ApiError.CreationNotCompleted;
import dev.revaer.api.problem.ApiError.CreationNotFound;
import dev.revaer.api.problem.ApiError.CursorExpired;
import dev.revaer.api.problem.ApiError.DeliveryNotDead;
import dev.revaer.api.problem.ApiError.DeliveryNotFound;
import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.FsopsRunning;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiError.LabelNotFound;
import dev.revaer.api.problem.ApiError.NoFailedJob;
import dev.revaer.api.problem.ApiError.NoJob;
import dev.revaer.api.problem.ApiError.NoMove;
import dev.revaer.api.problem.ApiError.NoTorrentAtUrl;
import dev.revaer.api.problem.ApiError.NotBegun;
import dev.revaer.api.problem.ApiError.NotEnoughSpace;
import dev.revaer.api.problem.ApiError.NothingToCancel;
import dev.revaer.api.problem.ApiError.PathError;
import dev.revaer.api.problem.ApiError.RepeatError;
import dev.revaer.api.problem.ApiError.RevisionConflict;
import dev.revaer.api.problem.ApiError.RevisionNotFound;
import dev.revaer.api.problem.ApiError.RootAway;
import dev.revaer.api.problem.ApiError.StoreAway;
import dev.revaer.api.problem.ApiError.TooManyStreams;
import dev.revaer.api.problem.ApiError.UnreachableUrl;
import dev.revaer.engine.EngineError;
import dev.revaer.engine.EngineError.BadDownloadDir;
import dev.revaer.engine.EngineError.BadFileName;
import dev.revaer.engine.EngineError.BadInfoHash;
import dev.revaer.engine.EngineError.BadPiece;
import dev.revaer.engine.EngineError.BadSelection;
import dev.revaer.engine.EngineError.DuplicateTorrent;
import dev.revaer.engine.EngineError.MetadataMissing;
import dev.revaer.engine.EngineError.NotAnswering;
import dev.revaer.engine.EngineError.RefusedAddress;
import dev.revaer.engine.EngineError.RenameRefused;
import dev.revaer.engine.EngineError.Restarting;
import dev.revaer.engine.EngineError.Stopped;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineError.UnreadableMagnet;
import dev.revaer.engine.EngineError.UnreadableMetainfo;
import dev.revaer.engine.EngineError.UnshareableContent;
import dev.revaer.engine.EngineError.WrongState;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.GONE;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.PRECONDITION_FAILED;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

/// The problem document of each error that we name ourselves.
final class DomainProblems {
    private DomainProblems() {}

    static Problem of(EngineError error) {
        return switch (error) {
            case BadInfoHash(var text) -> Problem.of(
                    BAD_REQUEST,
                    "bad-info-hash",
                    "Not an info hash",
                    "'" + shortened(text) + "' is not 40 (v1) or 64 (v2) hex digits");
            case TorrentNotFound(var infoHash) -> Problem.of(
                    NOT_FOUND,
                    "torrent-not-found",
                    "No such torrent",
                    "no torrent has the info hash " + infoHash);
            case DuplicateTorrent(var existing) -> Problem.of(
                    CONFLICT,
                    "duplicate-torrent",
                    "The torrent is here already",
                    "it is known as " + existing);
            case UnreadableMetainfo(var reason) -> invalid(
                    "unreadable-metainfo",
                    "The metainfo cannot be used",
                    "/metainfo",
                    reason);
            case UnreadableMagnet(var reason) -> invalid(
                    "unreadable-magnet",
                    "The magnet link cannot be used",
                    "/magnet",
                    reason);
            case UnshareableContent(var content, var reason) -> invalid(
                    "unshareable-content",
                    "No torrent can be made of it",
                    "/path",
                    content + ": " + reason);
            case BadDownloadDir(var directory, var reason) -> invalid(
                    "bad-download-dir",
                    "The download directory cannot be used",
                    "/downloadDir",
                    directory + ": " + reason);
            case RefusedAddress(var address, var reason) -> invalid(
                    "refused-address",
                    "No connection is made to this address",
                    "/address",
                    address + ": " + reason);
            case WrongState(var infoHash, var reason) ->
                Problem.of(CONFLICT, "wrong-state", "Not possible in this state", infoHash + ": " + reason);
            case MetadataMissing(var infoHash) -> Problem.of(
                    CONFLICT,
                    "metadata-missing",
                    "The files are not known yet",
                    infoHash + ": its metadata has not come yet; wait for metadata_received");
            case BadSelection(var field, var reason) -> invalid(
                    "bad-selection",
                    "The selection does not fit the files",
                    "/" + field,
                    reason);
            case BadFileName(var path, var reason) ->
                invalid("bad-file-name", "A file cannot be called so", "/to", path + ": " + reason);
            case RenameRefused(var path, var reason) ->
                Problem.of(CONFLICT, "rename-refused", "Not renamed", path + ": " + reason);
            case BadPiece(var piece, var pieces) -> invalid(
                    "bad-piece",
                    "No such piece",
                    "/piece",
                    "must be from 0 to " + (pieces - 1) + ", not " + piece);
            case NotAnswering(var command) -> Problem.of(
                    SERVICE_UNAVAILABLE,
                    "engine-not-answering",
                    "The engine does not answer",
                    "no answer to '" + command + "' in time; ask for the torrent's state");
            case Restarting() -> Problem.of(
                    SERVICE_UNAVAILABLE,
                    "engine-restarting",
                    "The engine is not ready",
                    "it failed and is being started again; torrents can be read meanwhile; see /health");
            case Stopped() ->
                Problem.of(SERVICE_UNAVAILABLE, "stopping", "Revaer is stopping", "try again once it is up");
        };
    }

    static Problem of(ApiError error) {
        return switch (error) {
            case BadParameter(var name, var reason) ->
                Problem.of(BAD_REQUEST, "bad-parameter", "A parameter makes no sense", name + ": " + reason);
            case CursorExpired(var life) -> Problem.of(
                    GONE,
                    "cursor-expired",
                    "The cursor has expired",
                    "begin again without it; an order that moves is kept for " + life.toMinutes()
                            + " minutes after it was last read, and less while there are many");
            case Invalid(var faults) -> Problem.of(
                    UNPROCESSABLE_CONTENT,
                    "invalid-body",
                    "The body is not valid",
                    faults.size() == 1 ? faults.getFirst().detail() : faults.size() + " faults",
                    faults);
            case UnreachableUrl(var reason) -> invalid(
                    "unreachable-url",
                    "The URL cannot be fetched",
                    "/url",
                    reason);
            case NoTorrentAtUrl(var reason) -> invalid(
                    "no-torrent-at-url",
                    "The URL leads to no torrent",
                    "/url",
                    reason);
            case AccessError refused -> AccessProblems.of(refused);
            case RepeatError refused -> RepeatProblems.of(refused);
            case PathError refused -> PathProblems.of(refused);
            case FsopsRunning(var infoHash) -> Problem.of(
                    CONFLICT,
                    "fsops-running",
                    "The files are being worked on",
                    infoHash + " is on its way into the library; try again when that is done");
            case NoFailedJob(var infoHash) -> Problem.of(
                    CONFLICT,
                    "no-failed-job",
                    "Nothing to try again",
                    infoHash + " has no failed or cancelled post-processing");
            case NoJob(var infoHash) -> Problem.of(
                    NOT_FOUND,
                    "no-job",
                    "No post-processing yet",
                    infoHash + " is post-processed once it is complete");
            case DeliveryNotFound(var id) -> Problem.of(
                    NOT_FOUND,
                    "delivery-not-found",
                    "No such delivery",
                    "no hook was told anything under '" + shortened(id) + "', or it is forgotten");
            case DeliveryNotDead(var id) -> Problem.of(
                    CONFLICT,
                    "delivery-not-dead",
                    "Nothing to try again",
                    "the delivery " + id + " is under way or done");
            case NothingToCancel(var infoHash, var how) -> Problem.of(
                    CONFLICT,
                    "nothing-to-cancel",
                    "Nothing to cancel",
                    "the post-processing of " + infoHash + " " + how);
            case NoMove(var infoHash) -> Problem.of(
                    NOT_FOUND,
                    "no-move",
                    "Nothing is being moved",
                    "the files of " + infoHash + " are where they belong");
            case NotEnoughSpace(var directory, var needed, var left, var free) -> Problem.of(
                    CONFLICT,
                    "not-enough-space",
                    "It does not fit into its volume",
                    directory + ": " + needed + " bytes are needed and " + left + " are left of " + free
                            + " free, as some must stay free or are promised to other torrents");
            case RootAway(var root) -> Problem.of(
                    CONFLICT,
                    "volume-away",
                    "The volume is not there",
                    root + " has lost the file .revaer-root by which its volume is known; mount it again");
            case CreationNotFound(var id) -> Problem.of(
                    NOT_FOUND,
                    "creation-not-found",
                    "No such creation",
                    "nothing is or was made under '" + shortened(id) + "'");
            case CreationNotCompleted(var id, var state) -> Problem.of(
                    CONFLICT,
                    "creation-not-completed",
                    "The torrent is not made",
                    id + " is " + state);
            case CannotCreateNow(var reason) -> Problem.of(
                    SERVICE_UNAVAILABLE,
                    "cannot-create-now",
                    "No torrent can be made now",
                    reason);
            case RevisionConflict(var current) -> Problem.of(
                    PRECONDITION_FAILED,
                    "revision-conflict",
                    "The settings have changed meanwhile",
                    "they stand at revision " + current + "; read them again and decide anew");
            case RevisionNotFound(var revision) -> Problem.of(
                    NOT_FOUND,
                    "revision-not-found",
                    "No such revision",
                    "there is no revision " + revision
                            + " of the settings, or not any more; GET /v1/config/revisions lists them");
            case LabelNotFound(var kind, var name) ->
                Problem.of(
                        NOT_FOUND,
                        "label-not-found",
                        "No such label",
                        "no " + kind + " is called '" + shortened(name) + "'");
            case TooManyStreams(var most) -> Problem.of(
                    SERVICE_UNAVAILABLE,
                    "too-many-streams",
                    "Too many streams are open",
                    most + " are open, the most there may be (of events: /api/bounds/eventStreams); close one or try"
                            + " again later");
            case NotBegun() -> Problem.of(
                    SERVICE_UNAVAILABLE,
                    "not-begun",
                    "It was not begun",
                    "those before it took too long; nothing was changed; try again with what is left");
            case BackupRunning() -> Problem.of(
                    CONFLICT,
                    "backup-running",
                    "A backup is being taken or given back",
                    "one at a time; try again when that is done");
            case BadBackup(var reason) -> Problem.of(
                    UNPROCESSABLE_CONTENT,
                    "bad-backup",
                    "It is no backup that can be given back",
                    reason);
            case StoreAway() -> Problem.of(
                    SERVICE_UNAVAILABLE,
                    "database-away",
                    "The database does not answer",
                    "nothing was changed; downloads go on; try again in a moment");
        };
    }

    private static Problem invalid(String kind, String title, String pointer, String reason) {
        return Problem.of(UNPROCESSABLE_CONTENT, kind, title, reason, List.of(new Fault(pointer, reason)));
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
