package dev.revaer.fsops.plan;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// What would happen to one file of a torrent.
///
/// @param path in the torrent, parts parted by `/`
/// @param target place below what is published, parts parted by `/`, empty when the file is published alone; null for
///        a file that is not brought in as it is
/// @param reason why, in words
public record PlannedAction(
        String path,
        long sizeBytes,
        Action action,
        @Nullable String target,
        String reason) {
    public enum Action {
        /// A second name for the same data.
        HARDLINK,
        /// Data of its own.
        COPY,
        /// A copy that shares its blocks until one of the two is changed.
        REFLINK,
        /// The file itself: the torrent seeds it from there.
        MOVE,
        /// Part of an archive: what is in it comes into the library in its place.
        EXTRACT,
        /// Stays where it is.
        SKIP;

        /// The public name: lower case.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
