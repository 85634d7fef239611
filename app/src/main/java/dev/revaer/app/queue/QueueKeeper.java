package dev.revaer.app.queue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import dev.revaer.app.database.Store;
import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentCommand.MoveInQueue;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.queue.QueueMove;
import dev.revaer.engine.queue.QueueOrder;

/// Moves torrents in the queue of downloads, for good. A torrent that was never moved needs no place kept: at a start
/// it comes after those that have one, in the order in which torrents were added.
public final class QueueKeeper {
    /// By then the snapshots show where libtorrent has put all torrents.
    private static final Duration CAUGHT_UP = Duration.ofSeconds(3);

    private final TorrentEngine engine;
    private final QueueTable table;
    private final QueueOrder order = new QueueOrder();
    private Map<InfoHash, Integer> saved = Map.of();
    private long lastMoveNanos = System.nanoTime();

    public QueueKeeper(TorrentEngine engine, QueueTable table) {
        this.engine = engine;
        this.table = table;
    }

    /// Returns once libtorrent has moved it and its place is kept.
    ///
    /// @throws EngineException with [WrongState] if it is complete
    public synchronized Torrent move(InfoHash infoHash, QueueMove to) {
        if (System.nanoTime() - lastMoveNanos > CAUGHT_UP.toNanos()) {
            order.clear();
        }
        order.follow(engine.torrents());
        var moved = engine.command(infoHash, new MoveInQueue(to));
        if (moved.queuePosition() < 0) {
            throw new EngineException(
                    new WrongState(
                            moved.infoHash(),
                            "it is complete; only downloads have a place in the queue"));
        }
        lastMoveNanos = System.nanoTime();
        order.place(moved.infoHash(), moved.queuePosition());
        save();
        return moved;
    }

    private void save() {
        Map<InfoHash, Integer> now = new HashMap<>();
        Map<InfoHash, Integer> changed = new HashMap<>();
        for (var infoHash : order.inOrder()) {
            var position = now.size();
            now.put(infoHash, position);
            if (!Integer.valueOf(position).equals(saved.get(infoHash))) {
                changed.put(infoHash, position);
            }
        }
        Store.run(() -> table.save(changed));
        saved = now;
    }
}
