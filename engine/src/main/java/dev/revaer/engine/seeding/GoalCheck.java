package dev.revaer.engine.seeding;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import dev.revaer.engine.Transfer;
import org.jspecify.annotations.Nullable;

/// Tells whether a seed has seeded enough.
///
/// @param goals that hold for it, with nothing left to inherit
/// @param minSeedTime before which no goal acts
public record GoalCheck(SeedGoals goals, Duration minSeedTime) {
    /// A goal that is met.
    ///
    /// @param reason for people
    public record Met(String reason, GoalAction action) {}

    /// The goals of a torrent.
    ///
    /// @param inOrder of who is asked first: the torrent, its category, its tags, the settings
    public static SeedGoals effective(List<SeedGoals> inOrder) {
        return inOrder.stream().reduce(SeedGoals.INHERITED, SeedGoals::orElse);
    }

    /// The goal that is met, the ratio before the time; null while none is.
    public @Nullable Met met(Transfer transfer, Instant now) {
        var seeded = transfer.counters().seeding().at(now);
        if (seeded.compareTo(minSeedTime) < 0) {
            return null;
        }
        var action = goals.action() == null ? GoalAction.STOP : goals.action();
        var ratio = goals.ratio();
        if (ratio != null && ratio > 0 && transfer.ratio() >= ratio) {
            return new Met(
                    String.format(Locale.ROOT, "its ratio %.2f has reached %s", transfer.ratio(), ratio),
                    action);
        }
        var time = goals.seedTime();
        if (time != null && time.isPositive() && seeded.compareTo(time) >= 0) {
            return new Met("it has seeded for " + time, action);
        }
        return null;
    }
}
