package dev.revaer.app.keeper;

import java.time.Duration;

import dev.revaer.engine.BadValueException;

/// How much of the past is kept.
///
/// @param entries the newest so many
/// @param days and none that is older
public record Retention(int entries, int days) {
    /// Checks the values.
    ///
    /// @throws BadValueException for a number out of range
    public Retention {
        BadValueException.check("entries", entries, 1000, 10_000_000);
        BadValueException.check("days", days, 1, 36_500);
    }

    /// The same as [#days].
    public Duration age() {
        return Duration.ofDays(days);
    }
}
