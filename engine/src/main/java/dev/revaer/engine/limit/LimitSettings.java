package dev.revaer.engine.limit;

import java.time.Duration;
import java.time.Instant;

import dev.revaer.engine.BadValueException;
import dev.revaer.engine.seeding.SeedGoals;

/// How much the session may transfer, and for how long it seeds.
///
/// @param downloadBytesPerSecond over all torrents; 0 for no cap
/// @param uploadBytesPerSecond over all torrents; 0 for no cap
/// @param alternative caps that hold instead at times
/// @param seedGoals of torrents for which nobody says otherwise
/// @param minSeedTime before it no goal acts, whoever set the goal
public record LimitSettings(
        int downloadBytesPerSecond,
        int uploadBytesPerSecond,
        AlternativeLimits alternative,
        SeedGoals seedGoals,
        Duration minSeedTime) {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    public static final LimitSettings USUAL = new LimitSettings(
            0,
            0,
            AlternativeLimits.USUAL,
            SeedGoals.INHERITED,
            Duration.ZERO);

    /// Checks the values.
    ///
    /// @throws BadValueException for a value out of range
    public LimitSettings {
        BadValueException.check("downloadBytesPerSecond", downloadBytesPerSecond, 0, Integer.MAX_VALUE);
        BadValueException.check("uploadBytesPerSecond", uploadBytesPerSecond, 0, Integer.MAX_VALUE);
        if (minSeedTime.isNegative() || minSeedTime.compareTo(LONGEST) > 0) {
            throw new BadValueException("minSeedTime", "must be from PT0S to P36500D");
        }
    }

    /// The usual caps.
    public RateLimits rates() {
        return new RateLimits(downloadBytesPerSecond, uploadBytesPerSecond);
    }

    /// The caps that hold then.
    public RateLimits ratesAt(Instant at) {
        return alternative.hold(at) ? alternative.rates() : rates();
    }

    public LimitSettings with(RateLimits rates) {
        return new LimitSettings(
                rates.downloadBytesPerSecond(),
                rates.uploadBytesPerSecond(),
                alternative,
                seedGoals,
                minSeedTime);
    }

    public LimitSettings with(AlternativeLimits other) {
        return new LimitSettings(
                downloadBytesPerSecond,
                uploadBytesPerSecond,
                other,
                seedGoals,
                minSeedTime);
    }

    public LimitSettings with(SeedGoals goals, Duration leastTime) {
        return new LimitSettings(downloadBytesPerSecond, uploadBytesPerSecond, alternative, goals, leastTime);
    }
}
