package dev.revaer.engine.session;

import dev.revaer.engine.DiskIo;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.session.network.AddressFilter;
import dev.revaer.engine.session.pack.SettingsPack;
import org.libtorrent4j.swig.address;
import org.libtorrent4j.swig.alert;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.ip_filter;
import org.libtorrent4j.swig.session;
import org.libtorrent4j.swig.session_params;
import org.libtorrent4j.swig.settings_pack;
import org.libtorrent4j.swig.settings_pack.int_types;
import org.libtorrent4j.swig.settings_pack.string_types;

/// Makes libtorrent sessions from [EngineSettings]; the names are those of libtorrent's `settings_pack` manual.
final class SessionFactory {
    /// Revaer's own in the peer id. Private trackers decide by it: it never changes its form.
    private static final String PEER_FINGERPRINT = "-RV0100-";
    /// A paused torrent that goes on finds its peers again so soon; usual are 60 seconds.
    private static final int RECONNECT_SECONDS = 10;
    private static final int STOP_TRACKER_TIMEOUT_SECONDS = 2;
    private static final String LAST_IPV6 = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
    /// The bit of the class that the session's limits are kept in.
    private static final int GLOBAL_PEER_CLASS = 1;

    private SessionFactory() {}

    /// One at a time: the first sessions of a process set up what all of them share, and two at once crash it.
    static synchronized session open(EngineSettings settings, DiskIo diskIo) {
        var parameters = new session_params(pack(settings));
        if (diskIo == DiskIo.POSIX) {
            parameters.set_posix_disk_io_constructor();
        } else {
            parameters.set_default_disk_io_constructor();
        }
        var rawSession = new session(parameters);
        parameters.delete();
        rawSession.set_peer_class_filter(limitsForAll());
        if (settings.loopbackOnly()) {
            var filter = AddressFilter.ofLoopback();
            rawSession.set_ip_filter(filter);
            filter.delete();
        }
        return rawSession;
    }

    private static settings_pack pack(EngineSettings settings) {
        var pack = SettingsPack.of(settings.session(), settings.userAgent(), settings.loopbackOnly());
        pack.set_str(string_types.peer_fingerprint.swigValue(), PEER_FINGERPRINT);
        pack.set_str(string_types.webtorrent_stun_server.swigValue(), "");
        pack.set_int(int_types.alert_mask.swigValue(), alertMask());
        pack.set_int(int_types.alert_queue_size.swigValue(), settings.alertQueueSize());
        pack.set_int(int_types.stop_tracker_timeout.swigValue(), STOP_TRACKER_TIMEOUT_SECONDS);
        pack.set_int(int_types.request_queue_time.swigValue(), 10);
        pack.set_int(int_types.min_reconnect_time.swigValue(), RECONNECT_SECONDS);
        return pack;
    }

    private static int alertMask() {
        return alert.error_notification.to_int() | alert.status_notification.to_int()
                | alert.storage_notification.to_int()
                | alert.tracker_notification.to_int()
                | alert.peer_notification.to_int() // bans for bad data
                | alert.port_mapping_notification.to_int();
    }

    /// libtorrent would let peers on the local network, and so on loopback, go around the rate limits.
    private static ip_filter limitsForAll() {
        var filter = new ip_filter();
        rule(filter, "0.0.0.0", "255.255.255.255", GLOBAL_PEER_CLASS);
        rule(filter, "::", LAST_IPV6, GLOBAL_PEER_CLASS);
        return filter;
    }

    private static void rule(ip_filter filter, String first, String last, int access) {
        var error = new error_code();
        filter.add_rule(address.from_string(first, error), address.from_string(last, error), access);
    }
}
