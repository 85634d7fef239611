package dev.revaer.engine.resume;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.seeding.Counters;
import org.jspecify.annotations.Nullable;

/// A torrent as it is kept between runs.
///
/// @param magnet the link it was added by
/// @param metainfo its `.torrent`, or `d4:info…e` once a magnet's metadata has come; this or the magnet is there
/// @param resumeData libtorrent's, as last saved; null for a torrent whose files are to be checked
/// @param holds that outlast the program: [Hold#USER] and [Hold#GOAL]
public record StoredTorrent(
        InfoHashes infoHashes,
        String name,
        @Nullable String magnet,
        @Nullable Bencoded metainfo,
        @Nullable Bencoded resumeData,
        Path downloadDir,
        Set<Hold> holds,
        Instant addedAt,
        @Nullable Instant completedAt,
        TorrentOptions options,
        Counters counters) {

    public StoredTorrent {
        if (magnet == null && metainfo == null) {
            throw new IllegalArgumentException("neither magnet nor metainfo: " + infoHashes.first());
        }
        var copy = EnumSet.noneOf(Hold.class);
        copy.addAll(holds);
        holds = Collections.unmodifiableSet(copy);
    }

    /// A torrent of which nothing is wanted but its data, and that has not transferred any.
    public StoredTorrent(
            InfoHashes infoHashes,
            String name,
            @Nullable String magnet,
            @Nullable Bencoded metainfo,
            @Nullable Bencoded resumeData,
            Path downloadDir,
            boolean paused,
            Instant addedAt,
            @Nullable Instant completedAt) {
        this(
                infoHashes,
                name,
                magnet,
                metainfo,
                resumeData,
                downloadDir,
                paused ? Set.of(Hold.USER) : Set.of(),
                addedAt,
                completedAt,
                TorrentOptions.NONE,
                Counters.ZERO);
    }

    /// The same torrent, held otherwise.
    public StoredTorrent held(Set<Hold> others) {
        return with(resumeData, others, options, counters);
    }

    public StoredTorrent with(TorrentOptions others) {
        return with(resumeData, holds, others, counters);
    }

    /// The same torrent, held and counted otherwise.
    public StoredTorrent goingOn(Set<Hold> others, Counters counted) {
        return with(resumeData, others, options, counted);
    }

    /// The same torrent, as far as another save has it.
    public StoredTorrent withResumeData(Bencoded saved) {
        return with(saved, holds, options, counters);
    }

    /// The same torrent, whose files are to be checked.
    public StoredTorrent withoutResumeData() {
        return with(null, holds, options, counters);
    }

    /// The same torrent, called otherwise.
    public StoredTorrent named(String other) {
        return new StoredTorrent(
                infoHashes,
                other,
                magnet,
                metainfo,
                resumeData,
                downloadDir,
                holds,
                addedAt,
                completedAt,
                options,
                counters);
    }

    /// The same torrent, its files elsewhere.
    public StoredTorrent in(Path directory) {
        return with(directory, resumeData, holds, options, counters);
    }

    private StoredTorrent with(
            @Nullable Bencoded saved,
            Set<Hold> others,
            TorrentOptions wanted,
            Counters counted) {
        return with(downloadDir, saved, others, wanted, counted);
    }

    private StoredTorrent with(
            Path directory,
            @Nullable Bencoded saved,
            Set<Hold> others,
            TorrentOptions wanted,
            Counters counted) {
        return new StoredTorrent(
                infoHashes,
                name,
                magnet,
                metainfo,
                saved,
                directory,
                others,
                addedAt,
                completedAt,
                wanted,
                counted);
    }
}
