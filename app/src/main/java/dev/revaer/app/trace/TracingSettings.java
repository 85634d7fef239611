package dev.revaer.app.trace;

import java.net.URI;

import dev.revaer.engine.BadValueException;
import org.jspecify.annotations.Nullable;

/// Where traces go.
///
/// @param otlpEndpoint a collector that takes OTLP over HTTP: `http://127.0.0.1:4318`; null for none
/// @param sampleRatio how many of the traces that begin here are recorded, 0 to 1; of those that a caller began as many as
///        the caller records
public record TracingSettings(@Nullable String otlpEndpoint, double sampleRatio) {
    /// No traces.
    public static final TracingSettings NONE = new TracingSettings(null, 1);
    private static final String TRACES = "/v1/traces";

    /// Checks the values.
    ///
    /// @throws BadValueException for an address that is none of HTTP, or a ratio out of range
    public TracingSettings {
        if (otlpEndpoint != null && !isHttp(otlpEndpoint)) {
            throw new BadValueException("otlpEndpoint", "must be an http or https URL with a host");
        }
        if (!(sampleRatio >= 0 && sampleRatio <= 1)) {
            throw new BadValueException("sampleRatio", "must be from 0 to 1");
        }
    }

    /// Where spans are posted to: the path that the protocol has, unless the endpoint has one; null for nowhere.
    @Nullable
    String traces() {
        if (otlpEndpoint == null) {
            return null;
        }
        var uri = URI.create(otlpEndpoint);
        var hasPath = uri.getRawPath().length() > 1;
        return hasPath ? otlpEndpoint : uri.resolve(TRACES).toString();
    }

    private static boolean isHttp(String text) {
        try {
            var uri = URI.create(text);
            return uri.getHost() != null
                    && ("http".equalsIgnoreCase(uri.getScheme())
                            || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
