package dev.revaer.api.forwarded;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.revaer.engine.network.AddressRange;
import org.jspecify.annotations.Nullable;

/// What a chain of proxies says of a request.
///
/// @param caller the address nearest to us that is no trusted proxy; the farthest one if all are
/// @param scheme `http` or `https`, as the caller has it; null if nobody says
/// @param host as the caller has it, perhaps with a port; null if nobody says
record Forwarding(InetAddress caller, @Nullable String scheme, @Nullable String host) {
    /// No chain is longer.
    private static final int MOST_HOPS = 32;
    private static final Pattern ADDRESS = Pattern
            .compile("([0-9.]{7,15})(?::[0-9]{1,5})?|\\[([0-9A-Fa-f:.]{2,45})](?::[0-9]{1,5})?");
    private static final Pattern BARE_V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern HOST = Pattern
            .compile("(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");

    /// One proxy's words, about who called it.
    record Hop(@Nullable String caller, @Nullable String scheme, @Nullable String host) {}

    /// Goes from hop to hop, from ours to the farthest, as long as each is told of by a trusted proxy.
    ///
    /// @param hops the farthest first
    static Forwarding of(InetAddress peer, List<Hop> hops, TrustedProxies trusted) {
        var told = new Forwarding(peer, null, null);
        for (var hop : hops.reversed().subList(0, Math.min(hops.size(), MOST_HOPS))) {
            if (!trusted.contains(told.caller)) {
                break;
            }
            var caller = address(hop.caller());
            told = new Forwarding(
                    caller == null ? told.caller : caller,
                    scheme(hop.scheme()),
                    host(hop.host()));
            if (caller == null) {
                break;
            }
        }
        return told;
    }

    private static @Nullable InetAddress address(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var matcher = ADDRESS.matcher(text);
        var literal = text;
        if (matcher.matches()) {
            literal = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        } else if (text.indexOf(':') < 0 || !BARE_V6.matcher(text).matches()) {
            return null;
        }
        var found = AddressRange.parse(literal);
        return found == null ? null : found.first();
    }

    private static @Nullable String scheme(@Nullable String text) {
        var lower = text == null ? "" : text.toLowerCase(Locale.ROOT);
        return lower.equals("https") || lower.equals("http") ? lower : null;
    }

    private static @Nullable String host(@Nullable String text) {
        return text != null && HOST.matcher(text).matches() ? text : null;
    }
}
