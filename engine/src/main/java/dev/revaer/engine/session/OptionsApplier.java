package dev.revaer.engine.session;

import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.session.jni.Swig;
import dev.revaer.engine.session.swarm.LibtorrentSources;
import dev.revaer.engine.swarm.SwarmSources;
import org.libtorrent4j.swig.libtorrent;
import org.libtorrent4j.swig.torrent_flags_t;
import org.libtorrent4j.swig.torrent_handle;

/// Tells libtorrent what is wanted of a torrent. Runs on the command thread.
final class OptionsApplier {
    private static final int NO_LIMIT = (1 << 24) - 1;

    private OptionsApplier() {}

    static void apply(SessionTorrent torrent, torrent_handle handle, TorrentOptions options) {
        var before = torrent.applied.sources();
        torrent.applied = options;
        if (!options.sources().equals(before)) {
            applySources(torrent, handle, options.sources());
        }
        applyRates(torrent, handle);
        applyPeers(torrent, handle, torrent.usual);
        setFlag(handle, libtorrent.getSequential_download(), options.has(TransferMode.SEQUENTIAL));
        setFlag(handle, libtorrent.getSuper_seeding(), options.has(TransferMode.SUPER_SEEDING));
    }

    static void applyRates(SessionTorrent torrent, torrent_handle handle) {
        var rates = torrent.rates();
        handle.set_download_limit(rates.downloadBytesPerSecond());
        handle.set_upload_limit(rates.uploadBytesPerSecond());
    }

    /// Limits of the torrent's own, or else the usual ones.
    static void applyPeers(SessionTorrent torrent, torrent_handle handle, TorrentDefaults.Values usual) {
        torrent.usual = usual;
        var own = torrent.applied.limits();
        handle.set_max_connections(most(own.connections(), usual.connections()));
        handle.set_max_uploads(most(own.uploadSlots(), usual.uploadSlots()));
    }

    private static int most(int own, int usual) {
        var most = own == 0 ? usual : own;
        return most == 0 ? NO_LIMIT : most;
    }

    /// Trackers as metainfo or magnet says are only kept aside while there are others.
    private static void applySources(SessionTorrent torrent, torrent_handle handle, SwarmSources wanted) {
        var current = LibtorrentSources.trackers(handle);
        if (wanted.trackers() != null && torrent.origin.trackers() == null) {
            torrent.origin = torrent.origin.withTrackers(current);
        }
        var trackers = wanted.trackers() != null ? wanted.trackers() : torrent.origin.trackers();
        if (trackers != null) {
            LibtorrentSources.announceTo(handle, trackers, current);
        }
        LibtorrentSources.feedBy(handle, torrent.webSeeds());
    }

    /// Whether the torrent exchanges peers with others (BEP 11), from now on. libtorrent goes on saying that it could.
    static void exchangePeers(torrent_handle handle, boolean on) {
        setFlag(handle, libtorrent.getDisable_pex(), !on);
    }

    private static void setFlag(torrent_handle handle, torrent_flags_t flag, boolean on) {
        var flags = torrent_flags_t.from_int(Swig.bits(flag));
        if (on) {
            handle.set_flags(flags, flags);
        } else {
            handle.unset_flags(flags);
        }
        flags.delete();
    }
}
