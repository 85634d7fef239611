package dev.revaer.engine.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;

/// The order of the downloads in the queue, known without asking libtorrent, while snapshots lag behind moves: what is
/// new joins at the end, what is complete or gone leaves, and nothing else but [#place] changes the order. Not safe for
/// several threads.
public final class QueueOrder {
    private final List<InfoHash> order = new ArrayList<>();

    /// Lets those leave that are complete or gone, and those join that are new.
    public void follow(Collection<Torrent> torrents) {
        var joining = new ArrayList<InfoHash>();
        var queued = new HashSet<InfoHash>();
        var known = new HashSet<>(order);
        torrents.stream()
                .filter(torrent -> torrent.queuePosition() >= 0)
                .sorted(Comparator.comparingInt(Torrent::queuePosition))
                .forEach(torrent -> {
                    queued.add(torrent.infoHash());
                    if (!known.contains(torrent.infoHash())) {
                        joining.add(torrent.infoHash());
                    }
                });
        order.removeIf(infoHash -> !queued.contains(infoHash));
        order.addAll(joining);
    }

    /// Puts one where libtorrent has put it.
    ///
    /// @param position from 0
    public void place(InfoHash infoHash, int position) {
        order.remove(infoHash);
        order.add(Math.min(position, order.size()), infoHash);
    }

    /// Forgets all: the snapshots have caught up.
    public void clear() {
        order.clear();
    }

    /// The first of the queue first.
    public List<InfoHash> inOrder() {
        return List.copyOf(order);
    }
}
