package dev.revaer.engine;

import java.nio.file.Path;

import dev.revaer.engine.create.HashingProgress;
import dev.revaer.engine.create.NewMetainfo;
import dev.revaer.engine.swarm.SwarmSources;

/// Reads and makes metainfo without a session.
public interface MetainfoReader {
    /// The most bytes of metainfo that [#create] makes.
    int LARGEST = 5 * 1024 * 1024;

    /// Reads a `.torrent`, or the bare `d4:info…e` that a magnet's metadata is kept as.
    ///
    /// @throws EngineException with [EngineError.UnreadableMetainfo]
    Metainfo read(byte[] metainfo);

    /// Reads a magnet link (BEP 9).
    ///
    /// @throws EngineException with [EngineError.UnreadableMagnet]
    Magnet readMagnet(String uri);

    /// The trackers and web seeds that a `.torrent` names, as far as they are allowed.
    ///
    /// @throws EngineException with [EngineError.UnreadableMetainfo]
    SwarmSources sources(byte[] metainfo);

    /// The trackers and web seeds that a magnet link names, as far as they are allowed.
    ///
    /// @throws EngineException with [EngineError.UnreadableMagnet]
    SwarmSources sourcesOfMagnet(String uri);

    /// Hashes a file or folder into a `.torrent` of at most [#LARGEST] bytes. Slow: reads everything.
    ///
    /// Takes the files as they are when it begins, and refuses if one has changed by the end.
    ///
    /// @throws EngineException with [EngineError.UnshareableContent]
    /// @throws java.util.concurrent.CancellationException if `progress` threw it
    byte[] create(NewMetainfo wanted, HashingProgress progress);

    /// Hashes a file or folder into a `.torrent`, hybrid of v1 and v2.
    ///
    /// @throws EngineException with [EngineError.UnshareableContent]
    default byte[] create(Path content) {
        return create(NewMetainfo.of(content), HashingProgress.IGNORED);
    }

    /// What a magnet link says.
    ///
    /// @param name what the link calls the torrent, else its hash
    record Magnet(InfoHashes infoHashes, String name) {}
}
