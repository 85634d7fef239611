package dev.revaer.api.torrent;

import java.nio.file.Path;
import java.util.List;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import org.jspecify.annotations.Nullable;

/// The torrents Revaer keeps: in the session and in the database.
public interface TorrentCatalog {
    /// Keeps the torrent for good and starts it. When this returns it would come back after a crash.
    ///
    /// @throws dev.revaer.engine.EngineException if the engine refuses it
    /// @throws dev.revaer.api.problem.ApiException if it cannot be kept
    CatalogTorrent add(NewTorrent torrent);

    /// All of them in the order they were added, from memory.
    List<CatalogTorrent> torrents();

    /// One of them, from memory.
    ///
    /// @throws dev.revaer.engine.EngineException with `TorrentNotFound`
    CatalogTorrent get(InfoHash infoHash);

    CatalogTorrent pause(InfoHash infoHash);

    CatalogTorrent resume(InfoHash infoHash);

    /// Forgets the torrent; goes on after a crash where it was.
    ///
    /// @param deleteData deletes the torrent's own files as well, but not what was published into the library
    void remove(InfoHash infoHash, boolean deleteData);

    /// A torrent that is to be kept; one of magnet and metainfo is there.
    ///
    /// @param downloadDir null for the usual one
    @SuppressWarnings("ArrayRecordComponent") // handed over once
    record NewTorrent(@Nullable String magnet, byte[] metainfo, @Nullable Path downloadDir, boolean paused) {}

    /// A torrent and what its post-processing has come to.
    record CatalogTorrent(Torrent torrent, @Nullable FsopsProgress fsops) {}

    /// Where the post-processing of a finished download stands.
    ///
    /// @param state `queued`, `running`, `completed` or `failed`
    /// @param detail why it failed
    record FsopsProgress(
            String state,
            @Nullable String stage,
            @Nullable String detail,
            @Nullable String libraryPath,
            int attempts) {}
}
