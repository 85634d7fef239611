package dev.revaer.engine;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import static java.util.Map.entry;

/// Settings of libtorrent that have no name of our own, by the names of its `settings_pack` manual. Only some are taken:
/// none of these opens the session to the world, touches files or is set by another setting.
///
/// @param values integers and booleans by name; what is not named is as libtorrent has it
public record RawSettings(Map<String, Object> values) {
    private static final Map<String, Range> NUMBERS = Map.ofEntries(
            entry("allowed_fast_set_size", new Range(0, 100)),
            entry("dht_announce_interval", new Range(300, 7200)),
            entry("dht_upload_rate_limit", new Range(1000, 10_000_000)),
            entry("handshake_timeout", new Range(1, 300)),
            entry("inactivity_timeout", new Range(60, 7200)),
            entry("initial_picker_threshold", new Range(0, 1000)),
            entry("listen_queue_size", new Range(1, 1000)),
            entry("max_allowed_in_request_queue", new Range(10, 10_000)),
            entry("max_failcount", new Range(1, 100)),
            entry("max_pex_peers", new Range(0, 1000)),
            entry("max_web_seed_connections", new Range(1, 100)),
            entry("mixed_mode_algorithm", new Range(0, 1)),
            entry("optimistic_unchoke_interval", new Range(5, 300)),
            entry("peer_turnover", new Range(0, 100)),
            entry("peer_turnover_cutoff", new Range(0, 100)),
            entry("peer_turnover_interval", new Range(30, 7200)),
            entry("predictive_piece_announce", new Range(0, 1000)),
            entry("recv_socket_buffer_size", new Range(0, 64 << 20)),
            entry("request_timeout", new Range(5, 300)),
            entry("seed_choking_algorithm", new Range(0, 2)),
            entry("send_buffer_low_watermark", new Range(1 << 10, 64 << 20)),
            entry("send_buffer_watermark_factor", new Range(1, 1000)),
            entry("send_socket_buffer_size", new Range(0, 64 << 20)),
            entry("suggest_mode", new Range(0, 1)),
            entry("torrent_connect_boost", new Range(0, 255)),
            entry("tracker_backoff", new Range(0, 10_000)),
            entry("unchoke_interval", new Range(1, 300)),
            entry("urlseed_pipeline_size", new Range(1, 100)),
            entry("urlseed_timeout", new Range(1, 300)),
            entry("utp_connect_timeout", new Range(500, 30_000)),
            entry("utp_gain_factor", new Range(100, 100_000)),
            entry("utp_target_delay", new Range(10, 1000)),
            entry("whole_pieces_threshold", new Range(0, 300)));
    private static final Set<String> FLAGS = Set.of(
            "always_send_user_agent",
            "ban_web_seeds",
            "close_redundant_connections",
            "dht_prefer_verified_node_ids",
            "dht_privacy_lookups",
            "no_connect_privileged_ports",
            "piece_extent_affinity",
            "prefer_rc4",
            "prioritize_partial_pieces",
            "rate_limit_ip_overhead",
            "seeding_outgoing_connections",
            "smooth_connects",
            "strict_end_game_mode",
            "use_dht_as_fallback",
            "use_parole_mode");

    public static final RawSettings NONE = new RawSettings(Map.of());

    private record Range(int least, int most) {}

    /// Checks the values.
    ///
    /// @throws BadValueException for a name that is not taken, or a value that is none of its own
    public RawSettings {
        values.forEach((name, value) -> check("rawSettings/" + name, name, value));
        values = Map.copyOf(values);
    }

    private static void check(String field, String name, Object value) {
        var range = NUMBERS.get(name);
        if (range == null && !FLAGS.contains(name)) {
            throw new BadValueException(field, "is no setting that is taken here");
        }
        if (range == null && !(value instanceof Boolean)) {
            throw new BadValueException(field, "must be true or false");
        }
        if (range != null) {
            if (!(value instanceof Integer || value instanceof Long)) {
                throw new BadValueException(field, "must be an integer");
            }
            BadValueException.check(field, ((Number) value).longValue(), range.least(), range.most());
        }
    }

    /// All that are taken, in order.
    public static SortedMap<String, Class<?>> types() {
        var types = new TreeMap<String, Class<?>>();
        NUMBERS.keySet().forEach(name -> types.put(name, Integer.class));
        FLAGS.forEach(name -> types.put(name, Boolean.class));
        return Collections.unmodifiableSortedMap(types);
    }
}
