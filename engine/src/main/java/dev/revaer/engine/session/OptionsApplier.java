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
    private static final int NO_CONNECTION_LIMIT = (1 << 24) - 1;

    private OptionsApplier() {}

    static void apply(SessionTorrent torrent, torrent_handle handle, TorrentOptions options) {
        var before = torrent.applied.sources();
        torrent.applied = options;
        if (!options.sources().equals(before)) {
            applySources(torrent, handle, options.sources());
        }
        applyLimits(torrent, handle);
        setFlag(handle, libtorrent.getSequential_download(), options.has(TransferMode.SEQUENTIAL));
        setFlag(handle, libtorrent.getSuper_seeding(), options.has(TransferMode.SUPER_SEEDING));
    }

    static void applyRates(SessionTorrent torrent, torrent_handle handle) {
        var rates = torrent.rates();
        handle.set_download_limit(rates.downloadBytesPerSecond());
        handle.set_upload_limit(rates.uploadBytesPerSecond());
    }

    private static void applyLimits(SessionTorrent torrent, torrent_handle handle) {
        var limits = torrent.applied.limits();
        applyRates(torrent, handle);
        handle.set_max_connections(limits.connections() == 0 ? NO_CONNECTION_LIMIT : limits.connections());
        handle.set_max_uploads(limits.uploadSlots() == 0 ? NO_CONNECTION_LIMIT : limits.uploadSlots());
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

    /// Whether the torrent exchanges peers with others (BEP 11), from its next connection on.
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
