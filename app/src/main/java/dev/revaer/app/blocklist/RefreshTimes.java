package dev.revaer.app.blocklist;

import java.time.Duration;

/// When the blocklist is fetched again.
///
/// @param every after a success
/// @param firstRetry after a failure; twice as long after each further one, but never longer than `every`
/// @param limit for one attempt
record RefreshTimes(Duration every, Duration firstRetry, Duration limit) {
    private static final int MOST_DOUBLINGS = 16;

    RefreshTimes {
        if (!every.isPositive() || !firstRetry.isPositive() || !limit.isPositive()) {
            throw new IllegalArgumentException("times must be positive");
        }
    }

    static RefreshTimes every(Duration every) {
        return new RefreshTimes(every, Duration.ofMinutes(1), Duration.ofMinutes(5));
    }

    /// @param failures in a row, at least one
    Duration retryAfter(int failures) {
        var longer = firstRetry.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return longer.compareTo(every) < 0 ? longer : every;
    }
}
