package dev.revaer.engine.session;

import dev.revaer.engine.EngineError.RefusedAddress;
import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentCommand;
import dev.revaer.engine.TorrentCommand.ConnectPeer;
import dev.revaer.engine.TorrentCommand.MoveInQueue;
import dev.revaer.engine.TorrentCommand.PieceDeadline;
import dev.revaer.engine.TorrentCommand.Reannounce;
import dev.revaer.engine.TorrentCommand.Recheck;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.session.network.IpFilters;
import org.libtorrent4j.swig.address;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.tcp_endpoint;
import org.libtorrent4j.swig.torrent_handle;

/// Commands that nothing is kept of. Runs on the command thread.
final class OneOffCommands {
    private final IpFilters filters;
    private final FileWishes files;

    OneOffCommands(IpFilters filters, FileWishes files) {
        this.filters = filters;
        this.files = files;
    }

    /// @throws EngineException if the torrent, as it is, cannot obey
    void check(Torrent torrent, TorrentCommand command) {
        switch (command) {
            case Reannounce _ -> {
                if (torrent.isHeld() || torrent.state() == TorrentState.QUEUED) {
                    throw wrongState(torrent, "it announces only while it runs");
                }
            }
            case ConnectPeer(var peer) -> {
                if (torrent.isPrivate()) {
                    throw wrongState(torrent, "a private torrent takes peers from its trackers alone");
                }
                var refusal = filters.refusal(peer.getAddress());
                if (refusal != null) {
                    throw new EngineException(
                            new RefusedAddress(peer.getAddress().getHostAddress(), refusal));
                }
            }
            case Recheck _,MoveInQueue _,PieceDeadline _ -> {
                // libtorrent takes them in any state
            }
        }
    }

    private static EngineException wrongState(Torrent torrent, String reason) {
        return new EngineException(new WrongState(torrent.infoHash(), reason));
    }

    void obey(SessionTorrent torrent, torrent_handle handle, TorrentCommand command) {
        switch (command) {
            case Reannounce _ -> {
                handle.force_reannounce(0, -1, torrent_handle.ignore_min_interval);
                handle.force_dht_announce();
            }
            case Recheck _ -> {
                handle.force_recheck();
                files.rechecking(torrent, handle);
            }
            case MoveInQueue(var to) -> {
                switch (to) {
                    case TOP -> handle.queue_position_top();
                    case UP -> handle.queue_position_up();
                    case DOWN -> handle.queue_position_down();
                    case BOTTOM -> handle.queue_position_bottom();
                }
            }
            case PieceDeadline(var piece, var within) -> {
                FileCommands.checkPiece(torrent, handle, piece);
                handle.set_piece_deadline(piece, Math.toIntExact(within.toMillis()));
            }
            case ConnectPeer(var peer) -> {
                var error = new error_code();
                var host = address.from_string(peer.getAddress().getHostAddress(), error);
                var endpoint = new tcp_endpoint(host, peer.getPort());
                handle.connect_peer(endpoint);
                endpoint.delete();
                host.delete();
                error.delete();
            }
        }
    }
}
