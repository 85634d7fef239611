package dev.revaer.engine.session;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

import dev.revaer.engine.EngineError.DuplicateTorrent;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.limit.RateLimits;
import org.jspecify.annotations.Nullable;

/// The session's torrents by number and by each of their hashes. Safe for any thread.
final class TorrentRegistry {
    private final Map<Long, SessionTorrent> byNumber = new ConcurrentSkipListMap<>();
    private final Map<InfoHash, SessionTorrent> byHash = new ConcurrentHashMap<>();
    private final Set<SessionTorrent> capped = ConcurrentHashMap.newKeySet();

    /// @throws EngineException with [DuplicateTorrent] if one of the hashes is taken
    void register(SessionTorrent torrent) {
        link(torrent, torrent.snapshot().infoHashes());
        byNumber.put(torrent.number, torrent);
    }

    /// Makes hashes that were learnt later lead to the torrent as well; all of them or none.
    ///
    /// @throws EngineException with [DuplicateTorrent] if one of them is another torrent's
    void link(SessionTorrent torrent, InfoHashes hashes) {
        for (var hash : hashes.all()) {
            var other = byHash.putIfAbsent(hash, torrent);
            if (other != null && other != torrent) {
                unlinkAllBut(torrent, torrent.snapshot().infoHashes(), hashes);
                throw new EngineException(new DuplicateTorrent(other.snapshot().infoHash()));
            }
        }
    }

    void unregister(SessionTorrent torrent) {
        capped.remove(torrent);
        byNumber.remove(torrent.number);
        torrent.snapshot().infoHashes().all().forEach(hash -> byHash.remove(hash, torrent));
    }

    /// Notes whether its rates are capped. For the command thread.
    void rated(SessionTorrent torrent) {
        if (torrent.rates().equals(RateLimits.NONE)) {
            capped.remove(torrent);
        } else {
            capped.add(torrent);
        }
    }

    boolean hasCapped() {
        return !capped.isEmpty();
    }

    @Nullable
    SessionTorrent find(InfoHash hash) {
        return byHash.get(hash);
    }

    @Nullable
    SessionTorrent find(long number) {
        return byNumber.get(number);
    }

    /// @throws EngineException with [TorrentNotFound]
    SessionTorrent get(InfoHash hash) {
        var torrent = byHash.get(hash);
        if (torrent == null) {
            throw new EngineException(new TorrentNotFound(hash));
        }
        return torrent;
    }

    /// In the order they were added.
    Collection<SessionTorrent> all() {
        return byNumber.values();
    }

    private void unlinkAllBut(SessionTorrent torrent, InfoHashes kept, InfoHashes dropped) {
        var isRegistered = byNumber.containsKey(torrent.number);
        for (var hash : dropped.all()) {
            if (!isRegistered || !kept.all().contains(hash)) {
                byHash.remove(hash, torrent);
            }
        }
    }
}
