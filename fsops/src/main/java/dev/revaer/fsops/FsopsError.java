package dev.revaer.fsops;

import java.nio.file.Path;
import java.util.List;

/// Why a run ended without a publication.
public sealed interface FsopsError {
    /// The real path of the download or the library lies in no allow-listed directory.
    record OutsideAllowList(Path path) implements FsopsError {}

    record MissingLibrary(Path path) implements FsopsError {}

    /// The library has been published into, and nothing is left of what is kept beside that.
    record VanishedLibrary(Path path) implements FsopsError {}

    /// A path in the torrent that would leave its directory or that no file can have.
    record UnsafePath(String path, String reason) implements FsopsError {}

    /// Files of the torrent are missing, cut short or links.
    ///
    /// @param files the first few of them, each with what is wrong
    /// @param count how many in all
    record MissingContent(List<String> files, int count) implements FsopsError {
        public MissingContent {
            files = List.copyOf(files);
        }
    }

    /// An entry would leave the directory, is a link or a special file, or comes twice.
    record UnsafeArchive(String archive, String entry, String reason) implements FsopsError {}

    record DamagedArchive(String archive, String reason) implements FsopsError {}

    /// No password that is known opens an archive.
    ///
    /// @param tried how many passwords did not open it
    record EncryptedArchive(String archive, int tried) implements FsopsError {}

    /// An archive needs a program that is not here.
    ///
    /// @param anyOf programs that would unpack it, one of which is enough
    record MissingTool(String archive, List<String> anyOf) implements FsopsError {
        public MissingTool {
            anyOf = List.copyOf(anyOf);
        }
    }

    /// It is made in a way that nothing here can read.
    record UnsupportedArchive(String archive, String reason) implements FsopsError {}

    /// An archive gives more than [ExtractionLimits] allow.
    ///
    /// @param limit the limit in words, with its value
    record LimitExceeded(String archive, String limit) implements FsopsError {}

    /// The rules leave nothing to publish.
    ///
    /// @param reasons the first few files, each with why it was left out
    record NothingLeft(List<String> reasons) implements FsopsError {
        public NothingLeft {
            reasons = List.copyOf(reasons);
        }
    }

    /// Parity files say that the download is not as it was made.
    record FailedVerification(String file, String reason) implements FsopsError {}

    record NameTaken(Path path) implements FsopsError {}

    /// What an earlier run published under other settings stands in the way.
    record PolicyChanged(Path path, String difference) implements FsopsError {}

    /// A file cannot be linked into the library, and is not to be copied.
    record CannotLink(String file, String reason) implements FsopsError {}

    /// Modes or owners that cannot be given.
    record PermissionsRefused(String wanted, String reason) implements FsopsError {}

    /// The disk of the library is full or about to be.
    ///
    /// @param neededBytes what is still to be written, 0 where that is not known
    record NotEnoughSpace(Path directory, long neededBytes, long freeBytes) implements FsopsError {}

    /// `.revaer.meta` was written by a newer version.
    record UnreadableRecord(Path file, String reason) implements FsopsError {}

    record AlreadyRunning(String infoHash) implements FsopsError {}

    /// What is published stands, but the torrent does not seed from there.
    record CannotSeedThere(Path path, String reason) implements FsopsError {}

    record StorageFailed(String path, String reason) implements FsopsError {}

    record Interrupted() implements FsopsError {}

    /// A sentence for users: what is wrong and what to do.
    default String describe() {
        return switch (this) {
            case OutsideAllowList(var path) -> path + " is in no allowed directory: add its directory to the "
                    + "allow-list, or move it into one that is listed.";
            case MissingLibrary(var path) ->
                "The library " + path + " is not a directory: mount its disk or create it.";
            case VanishedLibrary(var path) -> "The library " + path
                    + " has been used, but its directory .revaer is gone: mount its disk; if it is meant to be empty, "
                    + "create .revaer in it.";
            case UnsafePath(var path, var reason) -> "The torrent's path \"" + path + "\" " + reason
                    + ": it is not processed; take another torrent.";
            case MissingContent(var files, var count) ->
                count + " file(s) of the torrent are not as they should be ("
                        + String.join("; ", files) + "): recheck the torrent, let it finish, then retry.";
            case UnsafeArchive(var archive, var entry, var reason) ->
                "The archive " + archive + " is not unpacked, since \""
                        + entry + "\" in it " + reason + ": do not trust it; take another torrent.";
            case DamagedArchive(var archive, var reason) ->
                "The archive " + archive + " is damaged (" + reason
                        + "): recheck the torrent and retry, or take another one.";
            case EncryptedArchive(var archive, var tried) -> "The archive " + archive + " is encrypted and "
                    + (tried == 0
                            ? "no password is known"
                            : "none of the " + tried + " known passwords opens it, or it is damaged")
                    + ": add its password to /fsops/archives/passwords of the settings, then retry.";
            case MissingTool(var archive, var anyOf) -> "The archive " + archive
                    + " is unpacked by one of the programs " + String.join(", ", anyOf)
                    + ", none of which is here: install one, then retry.";
            case UnsupportedArchive(var archive, var reason) -> "The archive " + archive
                    + " cannot be read (" + reason + "): unpack it by hand, or take another torrent.";
            case LimitExceeded(var archive, var limit) ->
                "The archive " + archive + " exceeds the limit of " + limit
                        + ": raise the limit if you trust it, then retry.";
            case NothingLeft(var reasons) ->
                "The rules leave nothing to publish (" + String.join("; ", reasons)
                        + "): change include, exclude, skipFluff or the cleanup rules, then retry.";
            case FailedVerification(var file, var reason) -> "The download is not what " + file
                    + " was made of (" + reason + "): recheck the torrent and retry, or switch verify off.";
            case NameTaken(var path) ->
                path + " already exists: move it away, or let existing names be renamed or replaced, then retry.";
            case PolicyChanged(var path, var difference) -> path + " was published under other settings ("
                    + difference + "): move it away to have it published anew, or set them back, then retry.";
            case CannotLink(var file, var reason) -> file + " cannot be linked into the library (" + reason
                    + "): keep both on one device, or let such files be copied, then retry.";
            case PermissionsRefused(var wanted, var reason) -> "What is published cannot be given " + wanted
                    + " (" + reason
                    + "): change the permissions that are set, or Revaer's rights, then retry.";
            case NotEnoughSpace(var directory, var needed, var free) ->
                directory + " has " + free + " bytes free"
                        + (needed > 0 ? " but needs " + needed : "") + ": make room, then retry.";
            case UnreadableRecord(var file, var reason) -> file + " cannot be used (" + reason
                    + "): update Revaer, or delete that file to start over.";
            case AlreadyRunning(var infoHash) ->
                "Torrent " + infoHash + " is being processed already: wait for it to end.";
            case CannotSeedThere(var path, var reason) -> "It is published as " + path
                    + ", but the torrent cannot go there (" + reason
                    + ") and seeds from where it was: see to that and retry, or set another transfer.";
            case StorageFailed(var path, var reason) -> "Storage failed at " + path + " (" + reason
                    + "): check the disk and the permissions, then retry.";
            case Interrupted() -> "The run was interrupted: the next one goes on where it stopped.";
        };
    }
}
