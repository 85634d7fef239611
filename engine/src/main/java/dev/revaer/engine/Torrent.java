package dev.revaer.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// A torrent as it stood when libtorrent last reported a change; never asks libtorrent anything.
///
/// @param number grows with each torrent added, within one run of the engine
/// @param downloadDir the directory the content lies in
/// @param completedAt when all wanted data was last found to be here and flushed
/// @param hasMetadata whether its files are known
/// @param isPrivate whether peers may come from its trackers alone (BEP 27)
/// @param options what is wanted of it
/// @param holds why it must not run, each with a reason for people
/// @param queuePosition from 0 among the downloads; -1 for one that is complete
public record Torrent(
        long number,
        InfoHashes infoHashes,
        String name,
        Path downloadDir,
        Instant addedAt,
        @Nullable Instant completedAt,
        boolean hasMetadata,
        boolean isPrivate,
        TorrentOptions options,
        Map<Hold, String> holds,
        TorrentState state,
        @Nullable String reason,
        int queuePosition,
        Transfer transfer) {

    public Torrent {
        var ordered = new EnumMap<Hold, String>(Hold.class);
        ordered.putAll(holds);
        holds = Collections.unmodifiableMap(ordered);
    }

    public InfoHash infoHash() {
        return infoHashes.first();
    }

    /// Where the file or folder lies; null until the metadata says what it is called.
    public @Nullable Path contentPath() {
        return hasMetadata ? downloadDir.resolve(options.contentName(name)) : null;
    }

    public boolean isHeld() {
        return !holds.isEmpty();
    }

    /// Whether its files are not there or on their way, so that nobody may touch them.
    public boolean areFilesLeftAlone() {
        return holds.keySet().stream().anyMatch(Hold::keepsFilesAlone);
    }

    public Torrent completedAt(Instant when) {
        return changed().completedAt(when).build();
    }

    public Torrent withMetadata(InfoHashes hashes, String realName, boolean isNowPrivate) {
        return changed().metadata(hashes, realName, isNowPrivate).build();
    }

    public Torrent with(TorrentOptions others) {
        return changed().options(others).build();
    }

    public Torrent held(Map<Hold, String> others) {
        return changed().holds(others).build();
    }

    public Torrent movedTo(Path directory) {
        return changed().downloadDir(directory).build();
    }

    public Torrent withState(TorrentState next, @Nullable String why, int position, Transfer now) {
        return changed().state(next, why, position, now).build();
    }

    private TorrentChange changed() {
        return new TorrentChange(this);
    }
}
