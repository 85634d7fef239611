package dev.revaer.engine.limit;

import java.time.Instant;

import dev.revaer.engine.BadValueException;

/// Caps on the session's rates that take the place of the usual ones at times.
///
/// @param downloadBytesPerSecond 0 for no cap
/// @param uploadBytesPerSecond 0 for no cap
/// @param schedule when they hold, if the mode leaves it to the schedule
public record AlternativeLimits(
        int downloadBytesPerSecond,
        int uploadBytesPerSecond,
        Mode mode,
        WeeklySchedule schedule) {
    private static final int USUAL_RATE = 1 << 20;

    public static final AlternativeLimits USUAL = new AlternativeLimits(
            USUAL_RATE,
            USUAL_RATE,
            Mode.SCHEDULE,
            WeeklySchedule.NEVER);

    /// Checks the values.
    ///
    /// @throws BadValueException for a cap below 0
    public AlternativeLimits {
        BadValueException.check("downloadBytesPerSecond", downloadBytesPerSecond, 0, Integer.MAX_VALUE);
        BadValueException.check("uploadBytesPerSecond", uploadBytesPerSecond, 0, Integer.MAX_VALUE);
    }

    /// Who decides whether they hold.
    public enum Mode {
        SCHEDULE, ON, OFF
    }

    public boolean hold(Instant at) {
        return switch (mode) {
            case ON -> true;
            case OFF -> false;
            case SCHEDULE -> schedule.isOpen(at);
        };
    }

    public RateLimits rates() {
        return new RateLimits(downloadBytesPerSecond, uploadBytesPerSecond);
    }

    public AlternativeLimits with(Mode other) {
        return new AlternativeLimits(downloadBytesPerSecond, uploadBytesPerSecond, other, schedule);
    }
}
