package dev.revaer.app.journal;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.event.Standing;
import dev.revaer.engine.event.Standings;
import org.jspecify.annotations.Nullable;

/// How torrents stand as the engine sees them, which is made after the event bus that asks.
public final class EngineStandings implements Standings {
    private volatile @Nullable TorrentEngine engine;

    /// From now on this engine is asked.
    public void follow(TorrentEngine made) {
        engine = made;
    }

    @Override
    public @Nullable Standing of(InfoHash infoHash) {
        var known = engine;
        var torrent = known == null ? null : known.find(infoHash);
        return torrent == null ? null : Standing.of(torrent);
    }
}
