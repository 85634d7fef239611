package dev.revaer.engine;

import java.nio.file.Path;

/// Reads and makes metainfo without a session.
public interface MetainfoReader {
    /// Reads a `.torrent`, or the bare `d4:info…e` that a magnet's metadata is kept as.
    ///
    /// @throws EngineException with [EngineError.UnreadableMetainfo]
    Metainfo read(byte[] metainfo);

    /// Reads a magnet link (BEP 9).
    ///
    /// @throws EngineException with [EngineError.UnreadableMagnet]
    Magnet readMagnet(String uri);

    /// Hashes a file or folder into a `.torrent`, hybrid of v1 and v2. Slow: reads everything.
    ///
    /// @throws EngineException with [EngineError.UnreadableMetainfo] if the path cannot be read
    byte[] create(Path content);

    /// What a magnet link says.
    ///
    /// @param name what the link calls the torrent, else its hash
    record Magnet(InfoHashes infoHashes, String name) {}
}
