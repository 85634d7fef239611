package dev.revaer.engine.session;

import java.util.List;
import java.util.function.Supplier;

import dev.revaer.engine.EngineError.UnreadableMetainfo;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import org.libtorrent4j.swig.address;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.session;
import org.libtorrent4j.swig.tcp_endpoint;
import org.libtorrent4j.swig.torrent_handle;

/// Adds a magnet link's torrent anew once its files are known and chosen from.
///
/// Until then libtorrent was told that no file is wanted, lest it download what is not. So it takes the torrent for
/// finished when the metadata comes, parts from its peers, and would not go back to them for a minute.
final class MagnetSwap {
    private final session rawSession;
    private final Supplier<TorrentDefaults.Values> defaults;

    MagnetSwap(session rawSession, Supplier<TorrentDefaults.Values> defaults) {
        this.rawSession = rawSession;
        this.defaults = defaults;
    }

    /// A peer that the old torrent knew.
    record Peer(String address, int port) {}

    /// On the command thread.
    ///
    /// @param metainfo `d4:info…e`
    /// @return what the new torrent was added with; its handle is the torrent's now
    AddParameters swap(
            SessionTorrent torrent,
            torrent_handle before,
            byte[] metainfo,
            List<Peer> peers) {
        var snapshot = torrent.snapshot();
        var stored = new StoredTorrent(
                snapshot.infoHashes(),
                snapshot.name(),
                torrent.magnet,
                new Bencoded(metainfo),
                null,
                snapshot.downloadDir(),
                torrent.holds.keySet(),
                snapshot.addedAt(),
                snapshot.completedAt(),
                torrent.applied,
                snapshot.transfer().counters());
        var parameters = AddParameters.of(stored, torrent.number, defaults.get());
        torrent.swaps.incrementAndGet();
        rawSession.remove_torrent(before);
        var error = new error_code();
        var handle = rawSession.add_torrent(parameters.native_(), error);
        parameters.native_().delete();
        if (error.failed() || !handle.is_valid()) {
            throw new EngineException(new UnreadableMetainfo(error.message()));
        }
        torrent.attach(handle);
        for (var peer : peers) {
            handle.connect_peer(new tcp_endpoint(address.from_string(peer.address(), error), peer.port()));
        }
        return parameters;
    }
}
