package dev.revaer.engine.network;

import dev.revaer.engine.BadValueException;
import org.jspecify.annotations.Nullable;

/// A proxy for the traffic of the session: trackers, web seeds, peers and names.
///
/// @param host name or address
/// @param username with `password`; null where the proxy asks for none
/// @param killSwitch whether torrents wait while the proxy cannot be reached; null for yes
/// @param peers whether connections to peers go by it; null for yes
/// @param trackers whether announces and web seeds go by it; null for yes
/// @param hostnames whether it looks names up; null for yes
public record ProxySettings(
        Type type,
        String host,
        int port,
        @Nullable String username,
        @Nullable String password,
        @Nullable Boolean killSwitch,
        @Nullable Boolean peers,
        @Nullable Boolean trackers,
        @Nullable Boolean hostnames) {

    /// What is spoken to the proxy.
    public enum Type {
        SOCKS5, HTTP
    }

    /// One that all goes by.
    public ProxySettings(
            Type type,
            String host,
            int port,
            @Nullable String username,
            @Nullable String password,
            boolean killSwitch) {
        this(type, host, port, username, password, killSwitch, null, null, null);
    }

    /// Checks the values.
    ///
    /// @throws BadValueException for an empty host or a port out of range
    public ProxySettings {
        if (host.isBlank() || host.length() > 255) {
            throw new BadValueException("host", "must have 1 to 255 characters");
        }
        BadValueException.check("port", port, 1, 65_535);
        if ((username == null) != (password == null)) {
            throw new BadValueException(
                    username == null ? "username" : "password",
                    "give both username and password");
        }
    }

    /// Without the password.
    @Override
    public String toString() {
        return "ProxySettings[" + type + " " + host + ":" + port + "]";
    }
}
