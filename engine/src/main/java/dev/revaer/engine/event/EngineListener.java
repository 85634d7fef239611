package dev.revaer.engine.event;

import dev.revaer.engine.Metainfo;
import dev.revaer.engine.Torrent;

/// Hears what happens in the session. Called on the alert thread, in the order things happened to a torrent: an
/// implementation must hand over and return, and not throw.
public interface EngineListener {
    /// The metadata of a magnet has come.
    ///
    /// @param metainfo `d4:info…e`, to be kept with the torrent
    void metadataReceived(Torrent torrent, Metainfo metadata, byte[] metainfo);

    /// All wanted data is here, checked and handed to the file system; said once, and once more
    /// each time that more was wanted, or that some of it had been lost, and all is here again.
    void completed(Torrent torrent);

    /// Anything else that is said once.
    void happened(Torrent torrent, EventData data);

    /// The numbers have changed; only the last call matters.
    void progressed(Torrent torrent);
}
