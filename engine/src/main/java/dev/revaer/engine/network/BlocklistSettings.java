package dev.revaer.engine.network;

import java.net.URI;
import java.time.Duration;

import dev.revaer.engine.BadValueException;
import org.jspecify.annotations.Nullable;

/// Addresses that no connection is made to or taken from.
///
/// @param url of a list in PeerGuardian, eMule or CIDR form, gzipped or not; null for none
/// @param refreshEvery how often the URL is asked for a newer one
public record BlocklistSettings(@Nullable String url, Duration refreshEvery) {
    private static final Duration SHORTEST = Duration.ofMinutes(10);

    public static final BlocklistSettings NONE = new BlocklistSettings(null, Duration.ofDays(1));

    private static final int LONGEST_URL = 2000;

    /// Checks the values.
    ///
    /// @throws BadValueException if the URL is not http(s), or the time under ten minutes
    public BlocklistSettings {
        if (url != null && !isHttp(url)) {
            throw new BadValueException("url", "must be an http or https URL");
        }
        if (refreshEvery.compareTo(SHORTEST) < 0) {
            throw new BadValueException("refreshEvery", "must be at least " + SHORTEST);
        }
    }

    private static boolean isHttp(String url) {
        try {
            var uri = URI.create(url);
            return url.length() <= LONGEST_URL && uri.getHost() != null
                    && ("http".equalsIgnoreCase(uri.getScheme())
                            || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
