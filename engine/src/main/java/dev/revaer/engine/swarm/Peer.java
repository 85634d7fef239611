package dev.revaer.engine.swarm;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// One connection to a peer, or to a web seed.
///
/// @param address and port: `192.0.2.1:6881`, `[2001:db8::1]:6881`
/// @param client as it calls itself; empty until it has
/// @param sources where its address is from
/// @param progress 0 to 1: how much of the torrent it has
/// @param downloadBytesPerSecond payload from it
/// @param uploadBytesPerSecond payload to it
/// @param downloadedBytes payload from it
/// @param uploadedBytes payload to it
/// @param hashFailures pieces it had a part in that did not fit their hash
public record Peer(
        String address,
        String client,
        Connection connection,
        Set<Flag> flags,
        Set<Source> sources,
        double progress,
        long downloadBytesPerSecond,
        long uploadBytesPerSecond,
        long downloadedBytes,
        long uploadedBytes,
        int hashFailures) {

    public Peer {
        flags = copy(flags, Flag.class);
        sources = copy(sources, Source.class);
    }

    /// What is spoken.
    public enum Connection {
        TCP, UTP, WEB_SEED
    }

    /// What is true of a connection.
    public enum Flag {
        /// we want something it has
        INTERESTED,
        /// it does not send to us
        CHOKED,
        /// it wants something we have
        PEER_INTERESTED,
        /// we do not send to it
        PEER_CHOKED,
        /// it came to us
        INCOMING,
        /// all of it is encrypted
        ENCRYPTED,
        /// its handshake was encrypted
        ENCRYPTED_HANDSHAKE,
        /// it has everything
        SEED,
        /// it wants nothing more
        UPLOAD_ONLY,
        /// it is sent to although others gave more, to see what it gives
        OPTIMISTIC_UNCHOKE,
        /// it has sent nothing for long
        SNUBBED,
        /// it had a part in bad data and must prove itself
        ON_PAROLE,
        /// it is still being reached
        CONNECTING
    }

    /// Where an address can be from.
    public enum Source {
        TRACKER, DHT, PEX, LSD, RESUME, INCOMING
    }

    private static <E extends Enum<E>> Set<E> copy(Set<E> given, Class<E> type) {
        var copy = EnumSet.noneOf(type);
        copy.addAll(given);
        return Collections.unmodifiableSet(copy);
    }
}
