package dev.revaer.engine.session.pack;

import java.util.Objects;

import dev.revaer.engine.SessionSettings;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.network.Encryption;
import dev.revaer.engine.network.NetworkSettings;
import dev.revaer.engine.network.PeerSettings;
import dev.revaer.engine.network.ProxySettings;
import dev.revaer.engine.network.TrackerSettings;
import dev.revaer.engine.queue.QueueSettings;
import dev.revaer.engine.volume.DiskSettings;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.settings_pack;
import org.libtorrent4j.swig.settings_pack.bool_types;
import org.libtorrent4j.swig.settings_pack.enc_level;
import org.libtorrent4j.swig.settings_pack.enc_policy;
import org.libtorrent4j.swig.settings_pack.int_types;
import org.libtorrent4j.swig.settings_pack.proxy_type_t;
import org.libtorrent4j.swig.settings_pack.string_types;

/// Puts [SessionSettings] into libtorrent's terms; the names are those of its `settings_pack` manual.
public final class SettingsPack {
    private static final String LOOPBACK = "127.0.0.1:0,[::1]:0";
    private static final int USUAL_SLOTS = 8;
    /// libtorrent lets the next begin only once a second, however small those before it were.
    private static final int CHECKED_AT_ONCE = 32;

    private SettingsPack() {}

    /// All of them.
    ///
    /// @param userAgent that is told where the settings say none
    /// @param loopbackOnly closes what could reach beyond this machine, whatever the settings say
    public static settings_pack of(SessionSettings settings, String userAgent, boolean loopbackOnly) {
        var pack = new settings_pack();
        rates(pack, settings.rates());
        peers(pack, settings);
        peers(pack, settings.peers());
        trackers(pack, settings.trackers());
        queue(pack, settings.queue());
        disk(pack, settings.disk());
        network(pack, settings.network());
        RawPack.put(pack, settings.raw());
        pack.set_str(
                string_types.user_agent.swigValue(),
                Objects.requireNonNullElse(settings.userAgent(), userAgent));
        if (loopbackOnly) {
            closeToTheWorld(pack);
        }
        return pack;
    }

    /// The rates alone.
    public static settings_pack of(RateLimits rates) {
        var pack = new settings_pack();
        rates(pack, rates);
        return pack;
    }

    private static void rates(settings_pack pack, RateLimits rates) {
        set(pack, int_types.download_rate_limit, rates.downloadBytesPerSecond());
        set(pack, int_types.upload_rate_limit, rates.uploadBytesPerSecond());
    }

    private static void peers(settings_pack pack, SessionSettings settings) {
        set(pack, int_types.connections_limit, settings.connections());
        var slots = settings.uploadSlots();
        set(pack, int_types.unchoke_slots_limit, slots == 0 ? USUAL_SLOTS : slots);
    }

    private static void peers(settings_pack pack, PeerSettings peers) {
        set(pack, int_types.connection_speed, peers.newPerSecond());
        set(pack, int_types.peer_connect_timeout, peers.connectTimeoutSeconds());
        set(pack, int_types.peer_timeout, peers.idleTimeoutSeconds());
        set(pack, int_types.max_peerlist_size, peers.knownPerTorrent());
        set(pack, int_types.max_out_request_queue, peers.requestsAhead());
        set(pack, int_types.send_buffer_watermark, peers.sendBufferBytes());
        set(pack, int_types.max_peer_recv_buffer_size, peers.receiveBufferBytes());
    }

    private static void trackers(settings_pack pack, TrackerSettings trackers) {
        set(pack, bool_types.announce_to_all_tiers, trackers.announceToAllTiers());
        set(pack, bool_types.announce_to_all_trackers, trackers.announceToAllTrackers());
        set(pack, int_types.tracker_completion_timeout, trackers.timeoutSeconds());
        set(pack, int_types.max_concurrent_http_announces, trackers.atOnce());
        set(pack, int_types.min_announce_interval, trackers.shortestIntervalSeconds());
        set(pack, bool_types.validate_https_trackers, trackers.validateCertificates());
    }

    private static void disk(settings_pack pack, DiskSettings disk) {
        set(pack, int_types.aio_threads, disk.ioThreads());
        set(pack, int_types.hashing_threads, disk.hashingThreads());
        set(pack, int_types.file_pool_size, disk.openFiles());
        set(pack, int_types.max_queued_disk_bytes, disk.queuedBytes());
    }

    private static void queue(settings_pack pack, QueueSettings queue) {
        set(pack, int_types.active_downloads, queue.activeDownloads());
        set(pack, int_types.active_seeds, queue.activeSeeds());
        set(pack, int_types.active_limit, queue.activeTotal());
        set(pack, bool_types.dont_count_slow_torrents, !queue.countSlow());
        set(pack, int_types.inactive_down_rate, queue.slowDownloadBytesPerSecond());
        set(pack, int_types.inactive_up_rate, queue.slowUploadBytesPerSecond());
        set(pack, int_types.active_tracker_limit, -1);
        set(pack, int_types.active_checking, CHECKED_AT_ONCE);
    }

    private static void network(settings_pack pack, NetworkSettings network) {
        interfaces(pack, network);
        proxy(pack, network.proxy());
        set(pack, bool_types.enable_dht, network.dht());
        set(pack, bool_types.enable_lsd, network.lsd());
        set(pack, bool_types.enable_upnp, network.portMapping());
        set(pack, bool_types.enable_natpmp, network.portMapping());
        set(pack, bool_types.enable_incoming_utp, network.utp());
        set(pack, bool_types.enable_outgoing_utp, network.utp());
        set(pack, bool_types.anonymous_mode, network.anonymousMode());
        var policy = switch (network.encryption()) {
            case DISABLE -> enc_policy.pe_disabled;
            case PREFER -> enc_policy.pe_enabled;
            case REQUIRE -> enc_policy.pe_forced;
        };
        set(pack, int_types.in_enc_policy, policy.swigValue());
        set(pack, int_types.out_enc_policy, policy.swigValue());
        // an encrypted handshake alone may be followed by plain text
        var level = network.encryption() == Encryption.REQUIRE ? enc_level.pe_rc4 : enc_level.pe_both;
        set(pack, int_types.allowed_enc_level, level.swigValue());
    }

    /// A bound session listens on its interface alone, at the ports it would have listened at, and connects from there.
    private static void interfaces(settings_pack pack, NetworkSettings network) {
        var bound = network.bindInterface();
        var listen = network.listen();
        if (bound != null) {
            listen = listen.stream()
                    .map(entry -> bound + entry.substring(entry.lastIndexOf(':')))
                    .distinct()
                    .toList();
        }
        pack.set_str(string_types.listen_interfaces.swigValue(), String.join(",", listen));
        pack.set_str(string_types.outgoing_interfaces.swigValue(), bound == null ? "" : bound);
    }

    /// What goes by the proxy goes by it or not at all.
    private static void proxy(settings_pack pack, @Nullable ProxySettings proxy) {
        pack.set_str(string_types.proxy_hostname.swigValue(), proxy == null ? "" : proxy.host());
        pack.set_str(
                string_types.proxy_username.swigValue(),
                proxy == null ? "" : Objects.requireNonNullElse(proxy.username(), ""));
        pack.set_str(
                string_types.proxy_password.swigValue(),
                proxy == null ? "" : Objects.requireNonNullElse(proxy.password(), ""));
        set(pack, int_types.proxy_port, proxy == null ? 0 : proxy.port());
        set(pack, int_types.proxy_type, proxy == null ? proxy_type_t.none.swigValue() : type(proxy));
        set(pack, bool_types.proxy_hostnames, proxy == null || isCarried(proxy.hostnames()));
        set(pack, bool_types.proxy_peer_connections, proxy == null || isCarried(proxy.peers()));
        set(pack, bool_types.proxy_tracker_connections, proxy == null || isCarried(proxy.trackers()));
    }

    private static boolean isCarried(@Nullable Boolean wanted) {
        return wanted == null || wanted;
    }

    private static int type(ProxySettings proxy) {
        var isNamed = proxy.username() != null;
        return switch (proxy.type()) {
            case SOCKS5 -> (isNamed ? proxy_type_t.socks5_pw : proxy_type_t.socks5).swigValue();
            case HTTP -> (isNamed ? proxy_type_t.http_pw : proxy_type_t.http).swigValue();
        };
    }

    /// uTP goes as well: it yields to other traffic, of which a loopback has none, and is a tenth as fast there.
    private static void closeToTheWorld(settings_pack pack) {
        pack.set_str(string_types.listen_interfaces.swigValue(), LOOPBACK);
        pack.set_str(string_types.dht_bootstrap_nodes.swigValue(), "");
        set(pack, bool_types.enable_incoming_utp, false);
        set(pack, bool_types.enable_outgoing_utp, false);
        set(pack, bool_types.enable_dht, false);
        set(pack, bool_types.enable_lsd, false);
        set(pack, bool_types.enable_upnp, false);
        set(pack, bool_types.enable_natpmp, false);
        set(pack, bool_types.enable_ip_notifier, false);
        set(pack, bool_types.apply_ip_filter_to_trackers, true);
        set(pack, bool_types.allow_multiple_connections_per_ip, true);
    }

    private static void set(settings_pack pack, int_types name, int value) {
        pack.set_int(name.swigValue(), value);
    }

    private static void set(settings_pack pack, bool_types name, boolean value) {
        pack.set_bool(name.swigValue(), value);
    }
}
