package dev.revaer.engine;

import java.nio.file.Path;

/// Why the engine refused.
public sealed interface EngineError {
    /// Not 40 or 64 hex digits.
    record BadInfoHash(String text) implements EngineError {}

    record TorrentNotFound(InfoHash infoHash) implements EngineError {}

    /// The torrent is known already, by one of its hashes.
    record DuplicateTorrent(InfoHash existing) implements EngineError {}

    record UnreadableMetainfo(String reason) implements EngineError {}

    record UnreadableMagnet(String reason) implements EngineError {}

    /// No metainfo can be made of the content.
    record UnshareableContent(Path content, String reason) implements EngineError {}

    record BadDownloadDir(Path directory, String reason) implements EngineError {}

    /// The torrent is not in a state that allows the command.
    record WrongState(InfoHash infoHash, String reason) implements EngineError {}

    /// No peer at this address is connected to.
    record RefusedAddress(String address, String reason) implements EngineError {}

    /// A magnet link's files are not known yet.
    record MetadataMissing(InfoHash infoHash) implements EngineError {}

    /// The selection does not fit the torrent's files.
    ///
    /// @param field of the selection, or a path below it: `priorities/3`
    record BadSelection(String field, String reason) implements EngineError {}

    /// A file cannot be called so.
    record BadFileName(String path, String reason) implements EngineError {}

    /// What lies on the disk, or the disk itself, is in the way of a new name.
    record RenameRefused(String path, String reason) implements EngineError {}

    /// The torrent has no such piece.
    record BadPiece(int piece, int pieces) implements EngineError {}

    /// libtorrent did not answer in time; whether it took the command is not known.
    record NotAnswering(String command) implements EngineError {}

    /// The session failed and is being opened again, or could not be.
    record Restarting() implements EngineError {}

    /// The engine is stopping or has stopped.
    record Stopped() implements EngineError {}
}
