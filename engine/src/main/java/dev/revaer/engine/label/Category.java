package dev.revaer.engine.label;

import java.nio.file.Path;

import dev.revaer.engine.BadValueException;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.seeding.SeedGoals;
import org.jspecify.annotations.Nullable;

/// A group of torrents; a torrent is in one or none.
///
/// @param name 1 to 100 characters; `/` parts levels
/// @param downloadDir where its torrents go unless they say otherwise; null for the usual directory
/// @param limits on the rates of all its torrents together
/// @param seedGoals of its torrents, as far as they have none of their own
/// @param fsopsProfile by which its downloads are post-processed; null for the usual one
public record Category(
        String name,
        @Nullable Path downloadDir,
        RateLimits limits,
        SeedGoals seedGoals,
        @Nullable String fsopsProfile) {

    /// Checks the values.
    ///
    /// @throws BadValueException for a name that cannot be one
    public Category {
        LabelName.check("name", name);
        if (fsopsProfile != null) {
            LabelName.check("fsopsProfile", fsopsProfile);
        }
        if (name.startsWith("/") || name.endsWith("/") || name.contains("//")) {
            throw new BadValueException("name", "must have something before, between and after slashes");
        }
    }

    public boolean hasCap() {
        return !limits.equals(RateLimits.NONE);
    }
}
