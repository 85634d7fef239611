package dev.revaer.engine.create;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the address of a tracker or web seed must look like.
///
/// WebTorrent trackers (`ws:`, `wss:`) would go around proxy and interface binding.
public enum SourceAddress {
    TRACKER("http", "https", "udp"), WEB_SEED("http", "https");

    private static final int LONGEST = 2_000;

    private final String schemes;

    SourceAddress(String... schemes) {
        this.schemes = String.join(" ", schemes);
    }

    /// What is wrong with the address; empty if nothing is.
    public Optional<String> fault(String address) {
        if (address.length() > LONGEST) {
            return Optional.of("longer than " + LONGEST + " characters");
        }
        try {
            return fault(new URI(address));
        } catch (URISyntaxException e) {
            return Optional.of("not an address: " + e.getReason());
        }
    }

    private Optional<String> fault(URI address) {
        var scheme = address.getScheme();
        var allowed = List.of(schemes.split(" ", -1));
        if (scheme == null || !allowed.contains(scheme.toLowerCase(Locale.ROOT))) {
            return Optional.of("must begin with " + String.join("://, ", allowed) + "://");
        }
        var host = address.getRawAuthority(); // a host with an underscore is no host to URI
        if (host == null) {
            return Optional.of("names no host");
        }
        if (!address.toString().chars().allMatch(character -> character < 0x80)) {
            return Optional.of("holds characters that must be percent-encoded");
        }
        var needsPort = scheme.equalsIgnoreCase("udp") && !host.matches(".*:[0-9]{1,5}");
        return needsPort ? Optional.of("udp needs a port") : Optional.empty();
    }
}
