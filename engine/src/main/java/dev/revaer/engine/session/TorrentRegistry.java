package dev.revaer.engine.session;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.revaer.engine.EngineError.DuplicateTorrent;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.limit.RateLimits;
import org.jspecify.annotations.Nullable;

/// The session's torrents by number and by each of their hashes. Safe for any thread.
final class TorrentRegistry {
    private static final Comparator<SessionTorrent> BY_ADDED = Comparator
            .comparing(SessionTorrent::snapshot, Torrent.BY_ADDED);

    private final Map<Long, SessionTorrent> byNumber = new ConcurrentHashMap<>();
    private final Map<InfoHash, SessionTorrent> byHash = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private volatile Ordered ordered = new Ordered(List.of(), 0);
    private final Set<SessionTorrent> capped = ConcurrentHashMap.newKeySet();

    /// Put in order once for all that look before the next is added or removed.
    ///
    /// @param changes how many there had been before it was looked
    private record Ordered(List<SessionTorrent> torrents, long changes) {}

    private static final class Snapshots extends AbstractList<Torrent> implements RandomAccess {
        private final List<SessionTorrent> torrents;

        Snapshots(List<SessionTorrent> torrents) {
            this.torrents = torrents;
        }

        @Override
        public Torrent get(int index) {
            return torrents.get(index).snapshot();
        }

        @Override
        public int size() {
            return torrents.size();
        }
    }

    /// @throws EngineException with [DuplicateTorrent] if one of the hashes is taken
    void register(SessionTorrent torrent) {
        link(torrent, torrent.snapshot().infoHashes());
        byNumber.put(torrent.number, torrent);
        changes.incrementAndGet();
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
        changes.incrementAndGet();
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

    /// In the order of [Torrent#BY_ADDED].
    List<SessionTorrent> all() {
        var known = ordered;
        var now = changes.get();
        if (known.changes == now) {
            return known.torrents;
        }
        var sorted = new ArrayList<>(byNumber.values());
        sorted.sort(BY_ADDED);
        var made = new Ordered(Collections.unmodifiableList(sorted), now);
        ordered = made;
        return made.torrents;
    }

    /// The same, each as it is when it is asked for.
    List<Torrent> snapshots() {
        return new Snapshots(all());
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
