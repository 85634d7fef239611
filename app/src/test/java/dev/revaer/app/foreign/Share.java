package dev.revaer.app.foreign;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a foreign client is to share.
///
/// @param home where the client keeps its own files
/// @param source a magnet link, or the path of a `.torrent`
/// @param directory holds the content, or will
/// @param address the client's only one, of this machine
/// @param port where peers connect to the client
/// @param isEncrypted the client refuses connections that are not
record Share(
        Path home,
        String source,
        Path directory,
        InetAddress address,
        int port,
        boolean isEncrypted) {
    Share encrypted() {
        return new Share(home, source, directory, address, port, true);
    }

    Share on(InetAddress other) {
        return new Share(home, source, directory, other, port, isEncrypted);
    }

    /// Whether the client begins as a seed.
    boolean hasContent() {
        return Files.exists(directory);
    }

    String host() {
        return address.getHostAddress();
    }
}
