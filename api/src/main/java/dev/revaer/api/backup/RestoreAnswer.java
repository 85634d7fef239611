package dev.revaer.api.backup;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// What a backup has changed, or would change.
///
/// @param madeAt when the backup was taken
/// @param madeBy the version of Revaer that took it
/// @param items torrents that are not as they were, and those that could not be taken over, in an import also those that
///        are here already; the first thousand
public record RestoreAnswer(
        boolean dryRun,
        Instant madeAt,
        String madeBy,
        RestoredSettings settings,
        Tally categories,
        Tally tags,
        Tally bans,
        Tally keys,
        Tally torrents,
        RestoredJournal journal,
        List<RestoredTorrent> items) {

    public RestoreAnswer {
        items = List.copyOf(items);
    }

    /// How many of one kind.
    ///
    /// @param changed are here, and were otherwise
    /// @param kept are here as they are in the backup
    /// @param refused could not be taken over, or were not asked for
    public record Tally(int added, int changed, int kept, int refused) {}

    /// The settings.
    ///
    /// @param revisions in the backup; they are taken over where there were none
    /// @param changed JSON Pointers
    /// @param refused why they stay as they are; null if they do not
    public record RestoredSettings(int revisions, List<String> changed, @Nullable String refused) {
        public RestoredSettings {
            changed = List.copyOf(changed);
        }
    }

    /// The event stream.
    ///
    /// @param position ids below were spoken for when the backup was taken
    /// @param goesOn whether events are numbered from there on, as they had smaller ids so far
    public record RestoredJournal(long position, boolean goesOn) {}

    /// One torrent.
    ///
    /// @param outcome `added`, `changed`, `kept` or `refused`
    /// @param reason why it was refused, or what of it is to be downloaded again; null if there is nothing to say
    public record RestoredTorrent(String infoHash, String name, String outcome, @Nullable String reason) {}
}
