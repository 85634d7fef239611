package dev.revaer.app.backup;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// How a backup is written: a zip whose entries stand in this order. `docs/backup.md` tells it to users.
final class ArchiveFormat {
    static final String NAME = "revaer-backup";
    /// What is read here. A Revaer that writes what this one would misunderstand writes a higher one.
    static final int VERSION = 1;

    static final String HEAD = "backup.json";
    static final String SETTINGS = "settings.jsonl";
    static final String CATEGORIES = "categories.jsonl";
    static final String TAGS = "tags.jsonl";
    static final String BANS = "bans.jsonl";
    static final String KEYS = "keys.jsonl";
    static final String JOURNAL = "journal.json";
    static final String MANIFEST = "manifest.json";

    /// Between head and torrents; one that says nothing need not be there.
    static final List<String> PARTS = List.of(SETTINGS, CATEGORIES, TAGS, BANS, KEYS, JOURNAL);
    /// Of one torrent: what is kept of it, then its metainfo and its resume data, if it has them.
    static final Pattern TORRENT = Pattern
            .compile("torrents/([0-9a-f]{40}|[0-9a-f]{64})\\.(json|torrent|resume)");

    private ArchiveFormat() {}

    /// The first entry.
    ///
    /// @param version see [#VERSION]
    /// @param madeBy the version of Revaer
    record Head(String format, int version, Instant madeAt, String madeBy) {
        Head {
            Objects.requireNonNull(madeAt);
            Objects.requireNonNull(madeBy);
        }
    }

    /// The last entry.
    ///
    /// @param parts SHA-256 of each part in hex, by name
    /// @param torrents how many
    /// @param torrentsSha256 of what is kept of all torrents (`.json`), one after the other, which have those of metainfo and resume data
    record Manifest(Map<String, String> parts, int torrents, String torrentsSha256) {
        Manifest {
            parts = Map.copyOf(parts);
        }
    }

    /// Where the event stream was.
    ///
    /// @param lastId of the last event that was kept
    /// @param nextId ids below are spoken for
    record Journal(long lastId, long nextId) {}
}
