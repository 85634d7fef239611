package dev.revaer.engine.session.swarm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

import dev.revaer.engine.swarm.SwarmSources;
import dev.revaer.engine.swarm.Tracker;
import org.libtorrent4j.Vectors;
import org.libtorrent4j.swig.add_torrent_params;
import org.libtorrent4j.swig.announce_entry;
import org.libtorrent4j.swig.announce_entry_vector;
import org.libtorrent4j.swig.int_vector;
import org.libtorrent4j.swig.string_vector;
import org.libtorrent4j.swig.torrent_handle;
import org.libtorrent4j.swig.torrent_info;

/// Reads the trackers and web seeds of a torrent out of libtorrent's types, and tells it others. What is read holds no
/// URL that is not allowed.
public final class LibtorrentSources {
    private LibtorrentSources() {}

    public static SwarmSources of(torrent_info info) {
        var trackers = new Collected();
        info.trackers().forEach(tracker -> trackers.add(tracker.getUrl(), tracker.getTier()));
        var seeds = info.web_seeds().stream().map(seed -> seed.getUrl()).toList();
        return new SwarmSources(trackers.list(), allowedSeeds(seeds));
    }

    public static SwarmSources of(add_torrent_params parameters) {
        var trackers = new Collected();
        var urls = parameters.getTrackers();
        var tiers = parameters.getTracker_tiers();
        for (int i = 0; i < urls.size(); i++) {
            trackers.add(urls.get(i), i < tiers.size() ? tiers.get(i) : 0);
        }
        return new SwarmSources(
                trackers.list(),
                allowedSeeds(Vectors.string_vector2list(parameters.getUrl_seeds())));
    }

    /// Replaces what the parameters hold.
    public static void put(add_torrent_params parameters, List<Tracker> trackers, List<String> webSeeds) {
        var urls = new string_vector();
        var tiers = new int_vector();
        for (var tracker : trackers) {
            urls.add(tracker.url());
            tiers.add(tracker.tier());
        }
        parameters.setTrackers(urls);
        parameters.setTracker_tiers(tiers);
        parameters.setUrl_seeds(new string_vector(webSeeds));
    }

    /// What is announced to now. Waits for libtorrent.
    public static List<Tracker> trackers(torrent_handle handle) {
        var entries = handle.trackers();
        var trackers = new Collected();
        for (int i = 0; i < entries.size(); i++) {
            trackers.add(entries.get(i).getUrl(), entries.get(i).getTier());
        }
        entries.delete();
        return trackers.list();
    }

    /// Has the torrent announce to these and no others. What is there already keeps its state if all of that stays.
    ///
    /// @param current what it announces to now
    public static void announceTo(torrent_handle handle, List<Tracker> wanted, List<Tracker> current) {
        if (new HashSet<>(wanted).equals(new HashSet<>(current))) {
            return;
        }
        if (wanted.containsAll(current)) {
            wanted.stream().filter(tracker -> !current.contains(tracker)).forEach(tracker -> {
                var entry = entry(tracker);
                handle.add_tracker(entry);
                entry.delete();
            });
            return;
        }
        var entries = new announce_entry_vector();
        for (var tracker : wanted) {
            var entry = entry(tracker);
            entries.add(entry);
            entry.delete();
        }
        handle.replace_trackers(entries);
        entries.delete();
    }

    /// Has the torrent fed by these and no others.
    public static void feedBy(torrent_handle handle, List<String> wanted) {
        var vector = handle.get_url_seeds();
        var current = List.copyOf(Vectors.string_vector2list(vector));
        vector.delete();
        current.stream().filter(url -> !holds(wanted, url)).forEach(handle::remove_url_seed);
        wanted.stream().filter(url -> !holds(current, url)).forEach(handle::add_url_seed);
    }

    /// libtorrent ends the URL of a folder with a slash.
    private static boolean holds(List<String> urls, String wanted) {
        return urls.stream().anyMatch(url -> unslashed(url).equals(unslashed(wanted)));
    }

    private static String unslashed(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static announce_entry entry(Tracker tracker) {
        var entry = new announce_entry(tracker.url());
        entry.setTier((short) tracker.tier());
        return entry;
    }

    private static List<String> allowedSeeds(List<String> urls) {
        return urls.stream()
                .map(String::strip)
                .filter(SwarmSources::isWebSeed)
                .distinct()
                .limit(SwarmSources.MOST)
                .toList();
    }

    /// The first ones that are allowed, each once.
    private static final class Collected {
        private final LinkedHashMap<String, Tracker> byUrl = new LinkedHashMap<>();

        void add(String given, int tier) {
            var url = given.strip();
            if (byUrl.size() < SwarmSources.MOST && Tracker.isAllowed(url)) {
                byUrl.putIfAbsent(url, new Tracker(url, Math.clamp(tier, 0, Tracker.HIGHEST_TIER)));
            }
        }

        List<Tracker> list() {
            return new ArrayList<>(byUrl.values());
        }
    }
}
