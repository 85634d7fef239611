package dev.revaer.engine;

import java.nio.file.Path;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// A torrent as it stood when libtorrent last reported a change; never asks libtorrent anything.
///
/// @param number grows with each torrent added, within one run of the engine
/// @param downloadDir the directory the content lies in
/// @param completedAt when all wanted data was first here and flushed
/// @param reason why it failed or was stopped
public record Torrent(
        long number,
        InfoHashes infoHashes,
        String name,
        Path downloadDir,
        Instant addedAt,
        @Nullable Instant completedAt,
        TorrentState state,
        @Nullable String reason,
        boolean hasMetadata,
        Transfer transfer) {

    public InfoHash infoHash() {
        return infoHashes.first();
    }

    /// Where the file or folder lies; null until the metadata says what it is called.
    public @Nullable Path contentPath() {
        return hasMetadata ? downloadDir.resolve(name) : null;
    }

    public Torrent completedAt(Instant when) {
        return new Torrent(
                number,
                infoHashes,
                name,
                downloadDir,
                addedAt,
                when,
                state,
                reason,
                hasMetadata,
                transfer);
    }

    public Torrent withMetadata(InfoHashes hashes, String realName) {
        return new Torrent(
                number,
                hashes,
                realName,
                downloadDir,
                addedAt,
                completedAt,
                state,
                reason,
                true,
                transfer);
    }

    public Torrent withState(TorrentState next, @Nullable String why, Transfer now) {
        return new Torrent(
                number,
                infoHashes,
                name,
                downloadDir,
                addedAt,
                completedAt,
                next,
                why,
                hasMetadata,
                now);
    }
}
