package dev.revaer.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// The next snapshot of a torrent in the making.
final class TorrentChange {
    private final Torrent before;
    private InfoHashes infoHashes;
    private String name;
    private Path downloadDir;
    private @Nullable Instant completedAt;
    private boolean hasMetadata;
    private boolean isPrivate;
    private TorrentOptions options;
    private Map<Hold, String> holds;
    private TorrentState state;
    private @Nullable String reason;
    private int queuePosition;
    private Transfer transfer;
    private Traits traits;

    TorrentChange(Torrent before) {
        this.before = before;
        this.infoHashes = before.infoHashes();
        this.name = before.name();
        this.downloadDir = before.downloadDir();
        this.completedAt = before.completedAt();
        this.hasMetadata = before.hasMetadata();
        this.isPrivate = before.isPrivate();
        this.options = before.options();
        this.holds = before.holds();
        this.state = before.state();
        this.reason = before.reason();
        this.queuePosition = before.queuePosition();
        this.transfer = before.transfer();
        this.traits = before.traits();
    }

    TorrentChange completedAt(Instant when) {
        completedAt = when;
        return this;
    }

    TorrentChange metadata(InfoHashes hashes, Metainfo metadata) {
        infoHashes = hashes;
        name = metadata.name();
        isPrivate = metadata.isPrivate();
        hasMetadata = true;
        traits = traits.holding(metadata.files());
        return this;
    }

    TorrentChange traits(Traits others) {
        traits = others;
        return this;
    }

    TorrentChange options(TorrentOptions others) {
        if (!others.sources().equals(options.sources())) {
            traits = traits.announcingTo(others.sources());
        }
        options = others;
        return this;
    }

    TorrentChange holds(Map<Hold, String> others) {
        holds = others;
        return this;
    }

    TorrentChange downloadDir(Path directory) {
        downloadDir = directory;
        return this;
    }

    TorrentChange state(TorrentState next, @Nullable String why, int position, Transfer now) {
        state = next;
        reason = why;
        queuePosition = position;
        transfer = now;
        return this;
    }

    Torrent build() {
        return new Torrent(
                before.number(),
                infoHashes,
                name,
                downloadDir,
                before.addedAt(),
                completedAt,
                hasMetadata,
                isPrivate,
                options,
                holds,
                state,
                reason,
                queuePosition,
                transfer,
                traits);
    }
}
