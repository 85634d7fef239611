package dev.revaer.engine.session.restart;

import java.util.List;
import java.util.function.Supplier;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.session.LibtorrentEngine;
import dev.revaer.engine.swarm.Peer;
import dev.revaer.engine.swarm.SwarmControl;
import dev.revaer.engine.swarm.TrackerStatus;

/// The swarms of whichever session there is.
///
/// @param current the session
record SteadySwarm(Supplier<LibtorrentEngine> current) implements SwarmControl {
    @Override
    public List<TrackerStatus> trackers(InfoHash infoHash) {
        return current.get().swarm().trackers(infoHash);
    }

    @Override
    public List<String> webSeeds(InfoHash infoHash) {
        return current.get().swarm().webSeeds(infoHash);
    }

    @Override
    public List<Peer> peers(InfoHash infoHash) {
        return current.get().swarm().peers(infoHash);
    }
}
