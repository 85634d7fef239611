package dev.revaer.engine;

import java.util.Locale;
import java.util.regex.Pattern;

/// Names a torrent in its swarm: the SHA-1 (BEP 3) or SHA-256 (BEP 52) of its info dictionary.
///
/// @param hex 40 (v1) or 64 (v2) hex digits, lower case
public record InfoHash(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    public InfoHash {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not an info hash: " + hex);
        }
    }

    /// Reads what a person typed: either case.
    ///
    /// @throws EngineException with [EngineError.BadInfoHash] if `text` is not 40 or 64 hex digits
    public static InfoHash parse(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(lower).matches()) {
            throw new EngineException(new EngineError.BadInfoHash(text));
        }
        return new InfoHash(lower);
    }

    public boolean isV1() {
        return hex.length() == 40;
    }

    @Override
    public String toString() {
        return hex;
    }
}
