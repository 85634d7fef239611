package dev.revaer.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;

import dev.revaer.engine.swarm.SwarmSources;
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
/// @param traits what else it can be found by
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
        Transfer transfer,
        Traits traits) {

    /// In the order they were added; those of one moment by info hash. Never changes for two torrents.
    public static final Comparator<Torrent> BY_ADDED = Comparator.comparingLong(Torrent::addedAtMicros)
            .thenComparing(torrent -> torrent.infoHash().hex());

    private static final long MICROS_OF_SECOND = 1_000_000;
    private static final int NANOS_OF_MICRO = 1_000;

    public Torrent {
        var ordered = new EnumMap<Hold, String>(Hold.class);
        ordered.putAll(holds);
        holds = Collections.unmodifiableMap(ordered);
    }

    /// One that nothing else is known of.
    public Torrent(
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
        this(
                number,
                infoHashes,
                name,
                downloadDir,
                addedAt,
                completedAt,
                hasMetadata,
                isPrivate,
                options,
                holds,
                state,
                reason,
                queuePosition,
                transfer,
                Traits.NONE);
    }

    /// Since 1970, as exactly as it is kept.
    public long addedAtMicros() {
        return addedAt.getEpochSecond() * MICROS_OF_SECOND + addedAt.getNano() / NANOS_OF_MICRO;
    }

    /// Of either version, always the same: the one it was added by.
    public InfoHash infoHash() {
        return infoHashes.first();
    }

    /// Where the file or folder lies; null until the metadata says what it is called.
    public @Nullable Path contentPath() {
        return hasMetadata ? downloadDir.resolve(options.contentName(name)) : null;
    }

    /// Whether a file of it has this extension, as the metainfo calls it or as it is called now.
    ///
    /// @param extension in lower case, without the dot
    public boolean holdsFileOf(String extension) {
        return traits.extensions().contains(extension) || options.renamedFiles()
                .values()
                .stream()
                .anyMatch(path -> Traits.extension(path).equals(extension));
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

    public Torrent withMetadata(InfoHashes hashes, Metainfo metadata) {
        return changed().metadata(hashes, metadata).build();
    }

    /// What it can be found by, from its files and the trackers that its metainfo or magnet names.
    public Torrent knownBy(Collection<TorrentFile> files, SwarmSources named) {
        return changed().traits(Traits.of(files, named, options.sources())).build();
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
