package dev.revaer.engine.seeding;

import java.time.Duration;

import dev.revaer.engine.BadValueException;
import org.jspecify.annotations.Nullable;

/// How long a torrent seeds: until the first of its goals is met. What is null is inherited, from the torrent's
/// category, then its tags, then the settings.
///
/// @param ratio uploaded over downloaded; 0 for seeding without end by this measure
/// @param seedTime time spent seeding; zero for seeding without end by this measure
/// @param action what happens then; `stop` where nobody says otherwise
public record SeedGoals(@Nullable Double ratio, @Nullable Duration seedTime, @Nullable GoalAction action) {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    public static final SeedGoals INHERITED = new SeedGoals(null, null, null);

    private static final double HIGHEST_RATIO = 1_000_000;

    /// Checks the values.
    ///
    /// @throws BadValueException for a value out of range
    public SeedGoals {
        if (ratio != null && !(ratio >= 0 && ratio <= HIGHEST_RATIO)) {
            throw new BadValueException("ratio", "must be from 0 to " + (long) HIGHEST_RATIO);
        }
        if (seedTime != null && (seedTime.isNegative() || seedTime.compareTo(LONGEST) > 0)) {
            throw new BadValueException("seedTime", "must be from PT0S to P36500D");
        }
    }

    /// These goals, with what is null taken from others.
    public SeedGoals orElse(SeedGoals others) {
        return new SeedGoals(
                ratio != null ? ratio : others.ratio,
                seedTime != null ? seedTime : others.seedTime,
                action != null ? action : others.action);
    }
}
