package dev.revaer.api.rate;

import dev.revaer.engine.BadValueException;

/// How often one API key may call, and how often one remote address may present a wrong one.
///
/// @param requestsPerSecond that a key may make in the long run
/// @param burst requests that a key may make at once after a pause
/// @param failuresPerMinute wrong keys and setup tokens from one address (IPv6: from one /64) before its further ones are
///        answered with 429
public record RateSettings(int requestsPerSecond, int burst, int failuresPerMinute) {
    private static final int MOST_REQUESTS = 1_000_000;
    private static final int LEAST_BURST = 10;
    private static final int MOST_FAILURES = 10_000;

    /// Far above what a user interface or a script needs, and below what keeps a small machine from its downloads.
    public static final RateSettings USUAL = new RateSettings(500, 1_000, 30);

    /// Checks the values. None of them can be set so low that nobody can set it back.
    ///
    /// @throws BadValueException for a number out of range
    public RateSettings {
        BadValueException.check("requestsPerSecond", requestsPerSecond, 1, MOST_REQUESTS);
        BadValueException.check("burst", burst, LEAST_BURST, MOST_REQUESTS);
        BadValueException.check("failuresPerMinute", failuresPerMinute, 1, MOST_FAILURES);
    }
}
