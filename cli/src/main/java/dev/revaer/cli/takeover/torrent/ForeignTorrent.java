package dev.revaer.cli.takeover.torrent;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// A torrent as another client left it.
///
/// @param directory its files lie in it, or will, as the client says
/// @param finalDirectory its files are to lie in it once they are complete; null for the same
/// @param losses what is not kept of it, in words
public record ForeignTorrent(
        Identity identity,
        Content content,
        String directory,
        @Nullable String finalDirectory,
        boolean isPaused,
        History history,
        Wishes wishes,
        List<String> losses) {
    public ForeignTorrent {
        losses = List.copyOf(losses);
    }

    /// What it is.
    ///
    /// @param v1 40 hex digits; null for one that has none
    /// @param v2 64 hex digits; null for one that has none
    /// @param magnet the link that stands for it; null for one whose metainfo is here
    public record Identity(@Nullable String v1, @Nullable String v2, String name, @Nullable String magnet) {
        /// The hash that Revaer names it by.
        public String infoHash() {
            return v1 != null ? v1 : v2 != null ? v2 : "";
        }
    }

    /// What is known of its bytes.
    ///
    /// @param resumeData libtorrent's; null for one that is to be checked
    @SuppressWarnings("ArrayRecordComponent") // handed on once
    public record Content(byte @Nullable [] metainfo, byte @Nullable [] resumeData) {}

    /// What it has done.
    ///
    /// @param completedAt null for one that is not complete
    /// @param activeSeconds downloading or seeding
    public record History(
            Instant addedAt,
            @Nullable Instant completedAt,
            long uploadedBytes,
            long downloadedBytes,
            long activeSeconds,
            long seedingSeconds) {}

    /// What is wanted of it, in the words of the API.
    ///
    /// @param category null for none
    /// @param priorities by file index, as far as they are not usual
    /// @param renamedFiles by file index
    /// @param modes such as `sequential`
    public record Wishes(
            @Nullable String category,
            List<String> tags,
            Map<Integer, Priority> priorities,
            Map<Integer, String> renamedFiles,
            Limits limits,
            Goals goals,
            Set<String> modes) {
        public Wishes {
            tags = List.copyOf(tags);
            priorities = Map.copyOf(priorities);
            renamedFiles = Map.copyOf(renamedFiles);
            modes = Set.copyOf(modes);
        }
    }

    /// Bytes per second; 0 for no limit.
    public record Limits(int download, int upload) {}

    /// How long it seeds; null for what Revaer's settings say.
    ///
    /// @param ratio 0 for no end
    /// @param seedSeconds 0 for no end
    /// @param action `stop`, `remove` or `removeData`
    public record Goals(@Nullable Double ratio, @Nullable Long seedSeconds, @Nullable String action) {
        /// Those of the settings.
        public static final Goals INHERITED = new Goals(null, null, null);
    }
}
