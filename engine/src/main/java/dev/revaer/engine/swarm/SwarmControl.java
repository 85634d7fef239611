package dev.revaer.engine.swarm;

import java.util.List;

import dev.revaer.engine.InfoHash;

/// Shows who feeds a torrent. What it answers is at most a second old. The methods wait for libtorrent like commands,
/// and throw [dev.revaer.engine.EngineException] with `TorrentNotFound` like them.
public interface SwarmControl {
    /// By tier.
    List<TrackerStatus> trackers(InfoHash infoHash);

    /// The URLs that serve the content (BEP 19).
    List<String> webSeeds(InfoHash infoHash);

    /// At most [#MOST_PEERS] of those that are connected or being reached.
    List<Peer> peers(InfoHash infoHash);

    int MOST_PEERS = 1000;
}
