package dev.revaer.app.config;

import java.util.regex.Pattern;

/// Where HTTP is listened for.
///
/// @param host a name, an IPv4 address, or an IPv6 address without brackets
/// @param port 1 to 65535
public record ListenAddress(String host, int port) {
    private static final Pattern FORM = Pattern
            .compile("(?:\\[([0-9A-Fa-f:.]+)]|([^:\\s\\[\\]]+)):(\\d{1,5})");
    private static final int HIGHEST_PORT = 65_535;

    public ListenAddress {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("port " + port + " is not from 1 to " + HIGHEST_PORT);
        }
    }

    /// Reads `host:port` or `[ipv6]:port`.
    ///
    /// @throws IllegalArgumentException with a sentence for people
    public static ListenAddress parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not host:port, as in 127.0.0.1:7070 or [::1]:7070");
        }
        var host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        return new ListenAddress(host, Integer.parseInt(matcher.group(3)));
    }

    /// The address for a client on this machine.
    String reachable() {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1:" + port;
            case "::" -> "[::1]:" + port;
            default -> (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        };
    }
}
