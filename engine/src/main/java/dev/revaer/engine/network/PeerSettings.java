package dev.revaer.engine.network;

import dev.revaer.engine.BadValueException;

/// How peers are found and kept.
///
/// @param newPerSecond connections begun each second, over all torrents
/// @param connectTimeoutSeconds given to a peer to answer a connection
/// @param idleTimeoutSeconds after which a silent peer is left
/// @param knownPerTorrent addresses remembered for each torrent; 0 for any number
/// @param requestsAhead blocks of 16 KiB asked of one peer at a time, at most
/// @param sendBufferBytes read ahead for each peer that is sent to
/// @param receiveBufferBytes taken from each peer ahead of the disk, at most
/// @param connectionsPerTorrent at most, where a torrent has no limit of its own; 0 for any number
/// @param uploadSlotsPerTorrent peers that are sent to at a time, where a torrent has no limit of its own; 0 for any
///        number
public record PeerSettings(
        int newPerSecond,
        int connectTimeoutSeconds,
        int idleTimeoutSeconds,
        int knownPerTorrent,
        int requestsAhead,
        int sendBufferBytes,
        int receiveBufferBytes,
        int connectionsPerTorrent,
        int uploadSlotsPerTorrent) {
    public static final PeerSettings USUAL = new PeerSettings(
            30,
            15,
            120,
            3000,
            2000,
            512 << 10,
            2 << 20,
            100,
            0);

    private static final int MOST_CONNECTIONS = 100_000;

    /// Checks the values.
    ///
    /// @throws BadValueException for a number out of range
    public PeerSettings {
        BadValueException.check("newPerSecond", newPerSecond, 1, 1000);
        BadValueException.check("connectTimeoutSeconds", connectTimeoutSeconds, 1, 300);
        BadValueException.check("idleTimeoutSeconds", idleTimeoutSeconds, 30, 3600);
        BadValueException.check("knownPerTorrent", knownPerTorrent, 0, 100_000);
        BadValueException.check("requestsAhead", requestsAhead, 10, 10_000);
        BadValueException.check("sendBufferBytes", sendBufferBytes, 16 << 10, 64 << 20);
        BadValueException.check("receiveBufferBytes", receiveBufferBytes, 64 << 10, 64 << 20);
        BadValueException.check("connectionsPerTorrent", connectionsPerTorrent, 0, MOST_CONNECTIONS);
        if (connectionsPerTorrent == 1) {
            throw new BadValueException("connectionsPerTorrent", "must be 0 or at least 2");
        }
        BadValueException.check("uploadSlotsPerTorrent", uploadSlotsPerTorrent, 0, MOST_CONNECTIONS);
    }
}
