package dev.revaer.engine.swarm;

import java.util.Locale;
import java.util.regex.Pattern;

import dev.revaer.engine.BadValueException;

/// A tracker that a torrent announces to.
///
/// @param url http, https or udp. WebTorrent trackers (`ws:`, `wss:`) would go around proxy and interface binding
/// @param tier lower ones are tried first (BEP 12), 0 to 255
public record Tracker(String url, int tier) {
    public static final int HIGHEST_TIER = 255;

    private static final int LONGEST_URL = 2000;
    private static final int HIGHEST_PORT = 65_535;
    /// Trackers' addresses hold what `java.net.URI` refuses: passkeys in braces, underscores in host names.
    private static final Pattern FORM = Pattern.compile(
            "(?i)(?:https?|udp)://(?:[^/?#@]*@)?(\\[[0-9a-f:.]+]|[^/?#@:\\[\\]]+)(?::([0-9]{1,5}))?(?:[/?#].*)?");

    /// Checks the values.
    ///
    /// @throws BadValueException for what is no URL of a tracker, or a tier out of range
    public Tracker {
        if (!isAllowed(url)) {
            throw new BadValueException(
                    "url",
                    "must be an http, https or udp URL of at most " + LONGEST_URL + " characters");
        }
        BadValueException.check("tier", tier, 0, HIGHEST_TIER);
    }

    /// The host of its URL: a name in lower case or an address, one of IPv6 without brackets.
    public String host() {
        var matcher = FORM.matcher(url);
        return hostName(matcher.matches() ? matcher.group(1) : url);
    }

    /// A host as [#host] has it.
    public static String hostName(String host) {
        var bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return bare.toLowerCase(Locale.ROOT);
    }

    /// Whether a torrent may announce to this URL.
    public static boolean isAllowed(String url) {
        if (url.length() > LONGEST_URL || !url.chars().allMatch(Tracker::canStand)) {
            return false;
        }
        var matcher = FORM.matcher(url);
        if (!matcher.matches()) {
            return false;
        }
        var port = matcher.group(2);
        return port == null || Integer.parseInt(port) <= HIGHEST_PORT;
    }

    /// Half of a pair (a character beyond U+FFFF) does not cross the native border.
    private static boolean canStand(int unit) {
        return unit > ' ' && unit != 0x7f && !Character.isWhitespace(unit)
                && !Character.isSurrogate((char) unit);
    }
}
