package dev.revaer.api.create;

import java.time.Instant;
import java.util.List;

import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.create.NewMetainfo;
import org.jspecify.annotations.Nullable;

/// The making of torrents, one after the other; what was asked for and what came of it outlive a crash.
public interface Creations {
    /// Queues the making of a torrent. When this returns it would be made after a crash.
    ///
    /// @param startSeeding adds the torrent once it is made, with its content where it lies
    /// @throws dev.revaer.engine.EngineException with `UnshareableContent` if the content lies where nothing may be
    ///         shared, or is not there
    /// @throws dev.revaer.api.problem.ApiException with `CannotCreateNow`; with `Invalid` if it cannot be seeded there
    Creation start(NewMetainfo wanted, boolean startSeeding);

    /// Those not forgotten yet, in the order they were asked for, from memory.
    List<Creation> all();

    /// One of them, from memory.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `CreationNotFound`
    Creation get(String id);

    /// The `.torrent` that was made.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `CreationNotFound` or `CreationNotCompleted`
    byte[] metainfo(String id);

    /// Cancels the making, or forgets it and what came of it once it has ended.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `CreationNotFound`
    void remove(String id);

    /// The making of one torrent.
    ///
    /// @param bytesTotal to be hashed; 0 while that is not known
    /// @param infoHashes once it is completed
    /// @param reason why it failed, or why it is not seeded although it was made
    record Creation(
            String id,
            CreationState state,
            NewMetainfo wanted,
            boolean startSeeding,
            long bytesDone,
            long bytesTotal,
            @Nullable InfoHashes infoHashes,
            @Nullable String reason,
            Instant requestedAt,
            @Nullable Instant endedAt) {}
}
