package dev.revaer.engine.session.network;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import dev.revaer.engine.network.NetworkStatus;
import dev.revaer.engine.network.NetworkStatus.ListenFailure;
import dev.revaer.engine.network.NetworkStatus.Listening;
import dev.revaer.engine.network.NetworkStatus.PortMapping;
import dev.revaer.engine.network.SessionCounter;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.address;
import org.libtorrent4j.swig.alert;
import org.libtorrent4j.swig.external_ip_alert;
import org.libtorrent4j.swig.incoming_connection_alert;
import org.libtorrent4j.swig.libtorrent;
import org.libtorrent4j.swig.listen_failed_alert;
import org.libtorrent4j.swig.listen_succeeded_alert;
import org.libtorrent4j.swig.portmap_alert;
import org.libtorrent4j.swig.portmap_error_alert;
import org.libtorrent4j.swig.portmap_transport;
import org.libtorrent4j.swig.session_stats_alert;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows by its alerts how the session stands in the network. Runs on the alert thread, but for [#status].
public final class NetworkWatch {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkWatch.class);
    private static final int MOST = 64;
    private static final int MOST_ADDRESSES = 8;

    private final Map<Socket, Integer> listening = new LinkedHashMap<>();
    private final Map<Socket, String> failures = new LinkedHashMap<>();
    private final Deque<String> external = new ArrayDeque<>();
    private final Map<Integer, PortMapping> mappings = new TreeMap<>();
    private final int incomingIndex = libtorrent.find_metric_idx_ex("net.has_incoming_connections");
    private final int nodesIndex = libtorrent.find_metric_idx_ex("dht.dht_nodes");
    private final int peersIndex = libtorrent.find_metric_idx_ex("peer.num_peers_connected");
    private final SessionCounting counting = new SessionCounting();
    private final boolean loopbackOnly;
    private boolean hasIncoming;
    private boolean hasLocalIncoming;
    private long dhtNodes;
    private long peers;
    private List<String> configured;
    private volatile int generation;
    private volatile NetworkStatus status = NetworkStatus.NONE;

    /// @param configured where the session was told to listen
    public NetworkWatch(List<String> configured, boolean loopbackOnly) {
        this.configured = configured;
        this.loopbackOnly = loopbackOnly;
    }

    private record Socket(String address, int port, String protocol) {}

    /// What to do with each type of alert.
    public Map<Integer, Consumer<alert>> handlers() {
        return Map.of(
                listen_succeeded_alert.alert_type,
                this::listens,
                listen_failed_alert.alert_type,
                this::listenFailed,
                external_ip_alert.alert_type,
                this::externalAddress,
                portmap_alert.alert_type,
                this::mapped,
                portmap_error_alert.alert_type,
                this::notMapped,
                incoming_connection_alert.alert_type,
                this::cameIn,
                session_stats_alert.alert_type,
                this::counted);
    }

    /// From any thread. Sockets whose address this machine has lost are left out: libtorrent closes them unsaid.
    public NetworkStatus status() {
        var now = status;
        return new NetworkStatus(
                now.listening().stream().filter(socket -> isHere(socket.address())).toList(),
                now.failures(),
                now.externalAddresses(),
                now.mappings(),
                now.hasIncoming(),
                now.dhtNodes(),
                now.peers());
    }

    /// libtorrent's figures; from any thread.
    public List<SessionCounter> counters() {
        return counting.last();
    }

    /// Whether the session should listen somewhere but cannot.
    public boolean hasFailures() {
        return !status.failures().isEmpty();
    }

    /// To be said from any thread before the session is told to listen elsewhere: what is heard from now on counts.
    @SuppressWarnings("NonAtomicVolatileUpdate") // one caller at a time: settings are applied in turn
    public void expectChange() {
        generation++;
    }

    /// To be said after that. Forgets the sockets that libtorrent has closed, which it does unsaid.
    public void listenOn(List<String> others) {
        if (!loopbackOnly && !others.equals(configured)) {
            var kept = configured.stream().filter(others::contains).toList();
            listening.entrySet()
                    .removeIf(
                            entry -> entry.getValue() != generation
                                    && kept.stream().noneMatch(text -> isCovered(entry.getKey(), text)));
            failures.clear();
            configured = others;
            publish();
        }
    }

    private void listens(alert raised) {
        var heard = alert.cast_to_listen_succeeded_alert(raised);
        var socket = new Socket(
                text(heard.get_address()),
                heard.getPort(),
                protocol(heard.get_socket_type()));
        if (listening.size() < MOST) {
            listening.put(socket, generation);
        }
        failures.keySet()
                .removeIf(
                        failed -> failed.address().equals(socket.address())
                                && failed.protocol().equals(socket.protocol()));
        publish();
    }

    private void listenFailed(alert raised) {
        var heard = alert.cast_to_listen_failed_alert(raised);
        var socket = new Socket(
                text(heard.get_address()),
                heard.getPort(),
                protocol(heard.get_socket_type()));
        var isSpare = loopbackOnly && socket.address().equals("::1"); // not all machines speak IPv6
        if (isSpare || failures.size() >= MOST) {
            return;
        }
        var reason = heard.getError().message();
        if (!reason.equals(failures.put(socket, reason))) {
            LOG.atWarn()
                    .addKeyValue("address", socket.address())
                    .addKeyValue("port", socket.port())
                    .addKeyValue("reason", reason)
                    .log("libtorrent cannot listen");
        }
        publish();
    }

    private void externalAddress(alert raised) {
        var seen = text(alert.cast_to_external_ip_alert(raised).get_external_address());
        external.remove(seen);
        external.addFirst(seen);
        if (external.size() > MOST_ADDRESSES) {
            external.removeLast();
        }
        publish();
    }

    private void mapped(alert raised) {
        var heard = alert.cast_to_portmap_alert(raised);
        var mapping = new PortMapping(
                name(heard.getMap_transport()),
                heard.getMap_protocol().toString(),
                heard.getExternal_port(),
                null);
        keep(heard.get_mapping(), mapping);
    }

    private void notMapped(alert raised) {
        var heard = alert.cast_to_portmap_error_alert(raised);
        var mapping = new PortMapping(
                name(heard.getMap_transport()),
                null,
                0,
                heard.getError().message());
        keep(heard.get_mapping(), mapping);
    }

    private void keep(int number, PortMapping mapping) {
        if (mappings.size() < MOST || mappings.containsKey(number)) {
            mappings.put(number, mapping);
        }
        publish();
    }

    /// libtorrent's own count leaves out peers near by, which are all there are in the loopback-only mode.
    private void cameIn(alert raised) {
        if (loopbackOnly && !hasLocalIncoming) {
            hasLocalIncoming = true;
            publish();
        }
    }

    private void counted(alert raised) {
        var stats = alert.cast_to_session_stats_alert(raised);
        hasIncoming = value(stats, incomingIndex) > 0;
        dhtNodes = value(stats, nodesIndex);
        peers = value(stats, peersIndex);
        counting.take(stats);
        publish();
    }

    private static long value(session_stats_alert stats, int index) {
        return index < 0 ? 0 : stats.get_value(index);
    }

    private void publish() {
        var sockets = listening.keySet()
                .stream()
                .map(socket -> new Listening(socket.address(), socket.port(), socket.protocol()))
                .toList();
        var failed = new ArrayList<ListenFailure>();
        failures.forEach(
                (socket, reason) -> failed
                        .add(new ListenFailure(socket.address(), socket.port(), socket.protocol(), reason)));
        status = new NetworkStatus(
                sockets,
                failed,
                List.copyOf(external),
                List.copyOf(mappings.values()),
                hasIncoming || hasLocalIncoming,
                dhtNodes,
                peers);
    }

    /// Whether a socket was opened for an entry of the settings. Its port may be another: one that was free.
    private static boolean isCovered(Socket socket, String entry) {
        var address = entry.substring(0, Math.max(0, entry.lastIndexOf(':'))).replaceAll("[\\[\\]]", "");
        var isV6 = socket.address().indexOf(':') >= 0;
        return address.equals(socket.address()) || address.equals(isV6 ? "::" : "0.0.0.0");
    }

    private static boolean isHere(String text) {
        try {
            var address = InetAddress.ofLiteral(text);
            return address.isAnyLocalAddress() || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (IllegalArgumentException | SocketException _) {
            return true;
        }
    }

    private static String text(@Nullable address native_) {
        if (native_ == null) {
            return "";
        }
        var text = native_.to_string();
        native_.delete();
        return text;
    }

    private static String name(portmap_transport transport) {
        return transport == portmap_transport.upnp ? "upnp" : "natpmp";
    }

    /// libtorrent's `socket_type_t`.
    private static String protocol(int type) {
        return switch (type) {
            case 0 -> "tcp";
            case 3 -> "utp";
            default -> "socket " + type;
        };
    }
}
