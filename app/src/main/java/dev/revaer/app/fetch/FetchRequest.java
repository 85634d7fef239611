package dev.revaer.app.fetch;

import java.time.Duration;

/// What to fetch and how long to bear with it.
///
/// @param url http or https
/// @param known of a copy that is here already; [Validators#NONE] to have it whatever it is
/// @param largest bytes of the body, after decoding
/// @param limit for all of it, redirects included
public record FetchRequest(String url, Validators known, long largest, Duration limit) {
    public FetchRequest {
        if (largest < 1) {
            throw new IllegalArgumentException("largest must be positive: " + largest);
        }
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit must be positive: " + limit);
        }
    }

    /// Leaves out the URL, which may hold secrets.
    @Override
    public String toString() {
        return "FetchRequest[largest=" + largest + ", limit=" + limit + "]";
    }
}
