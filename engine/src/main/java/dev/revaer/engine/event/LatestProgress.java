package dev.revaer.engine.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import org.jspecify.annotations.Nullable;

/// The newest state of each torrent that was not told yet. Safe for any thread.
final class LatestProgress {
    private final Map<InfoHash, Torrent> newest = new LinkedHashMap<>();

    synchronized void put(Torrent torrent) {
        newest.put(torrent.infoHash(), torrent);
    }

    synchronized void putBack(Torrent torrent) {
        newest.putIfAbsent(torrent.infoHash(), torrent);
    }

    synchronized @Nullable Torrent take(InfoHash infoHash) {
        return newest.remove(infoHash);
    }

    /// Takes out what may be told now, the oldest first.
    ///
    /// @param held torrents whose progress has to wait
    synchronized List<Torrent> takeAllBut(Set<InfoHash> held) {
        var due = newest.values().stream().filter(torrent -> !held.contains(torrent.infoHash())).toList();
        newest.keySet().retainAll(held);
        return due;
    }
}
