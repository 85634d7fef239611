package dev.revaer.engine;

import java.net.InetSocketAddress;
import java.time.Duration;

import dev.revaer.engine.queue.QueueMove;

/// Something a torrent is told to do once; nothing of it is kept.
public sealed interface TorrentCommand {
    /// Asks the trackers, and the DHT where it may, for peers now.
    record Reannounce() implements TorrentCommand {}

    /// Hashes all data anew; what is wanted of the files stays.
    record Recheck() implements TorrentCommand {}

    record MoveInQueue(QueueMove to) implements TorrentCommand {}

    /// Wants a piece within a time, before all others.
    ///
    /// @param piece index, from 0
    record PieceDeadline(int piece, Duration within) implements TorrentCommand {}

    record ConnectPeer(InetSocketAddress address) implements TorrentCommand {}
}
