package dev.revaer.cli.takeover.torrent;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// Writes a magnet link (BEP 9, BEP 52).
public final class MagnetLink {
    private static final int MOST_TRACKERS = 50;

    private final String hashes;
    private final Set<String> trackers = new LinkedHashSet<>();
    private String name = "";

    /// A link with these hashes, of which one is there.
    ///
    /// @param v1 40 hex digits
    /// @param v2 64 hex digits
    public MagnetLink(@Nullable String v1, @Nullable String v2) {
        this.hashes = (v1 == null ? "" : "&xt=urn:btih:" + v1) + (v2 == null ? "" : "&xt=urn:btmh:1220" + v2);
    }

    /// Gives it a name, unless that is empty.
    public MagnetLink named(String other) {
        name = other.isEmpty() ? "" : "&dn=" + escaped(other);
        return this;
    }

    /// Adds a tracker, unless it is empty.
    public MagnetLink tracker(String url) {
        if (!url.isEmpty() && trackers.size() < MOST_TRACKERS) {
            trackers.add("&tr=" + escaped(url));
        }
        return this;
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return "magnet:?" + hashes.substring(1) + name + String.join("", trackers);
    }
}
