package dev.revaer.app.blocklist;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// How the blocklist is.
///
/// @param ranges in force
/// @param damagedLines passed over in the copy in force
/// @param fetchedAt when the copy in force came, or was last found to be the newest; null if that is not known
/// @param error why the last attempt failed; null if it did not
public record BlocklistState(
        int ranges,
        int damagedLines,
        @Nullable Instant fetchedAt,
        @Nullable String error) {

    static final BlocklistState NONE = new BlocklistState(0, 0, null, null);

    BlocklistState withError(String reason) {
        return new BlocklistState(ranges, damagedLines, fetchedAt, reason);
    }
}
