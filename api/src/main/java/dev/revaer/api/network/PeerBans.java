package dev.revaer.api.network;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

import dev.revaer.engine.InfoHash;
import org.jspecify.annotations.Nullable;

/// The addresses whose peers are kept away for good.
public interface PeerBans {
    /// In the order they were banned, from memory.
    List<Ban> bans();

    /// Disconnects the address everywhere and lets it in no more. To ban it again changes nothing.
    ///
    /// @param infoHash of the torrent it was met in; null for none
    /// @throws dev.revaer.api.problem.ApiException if there are too many, or they cannot be kept
    Ban ban(InetAddress address, @Nullable InfoHash infoHash);

    /// Lets the address in again. One that is not banned stays so.
    void unban(InetAddress address);

    /// An address that is kept away.
    ///
    /// @param infoHash of the torrent it was met in; null for none
    record Ban(String address, Instant bannedAt, @Nullable String infoHash) {}
}
