package dev.revaer.engine.swarm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

import dev.revaer.engine.BadValueException;
import org.jspecify.annotations.Nullable;

/// Where a torrent asks for peers and data, if that was changed from what its metainfo or magnet says. Of several
/// with the same URL the first counts.
///
/// @param trackers all that are announced to, by tier; null for those of the metainfo or magnet
/// @param webSeeds all URLs that serve the content (BEP 19); null for those of the metainfo or magnet
public record SwarmSources(@Nullable List<Tracker> trackers, @Nullable List<String> webSeeds) {
    /// At most so many trackers, and so many web seeds.
    public static final int MOST = 200;
    public static final SwarmSources OF_METAINFO = new SwarmSources(null, null);

    /// Checks the values.
    ///
    /// @throws BadValueException for too many, or a web seed that is not http(s)
    public SwarmSources {
        trackers = trackers == null ? null : merged(trackers);
        webSeeds = webSeeds == null ? null : checked(webSeeds);
    }

    public SwarmSources withTrackers(List<Tracker> others) {
        return new SwarmSources(others, webSeeds);
    }

    public SwarmSources withWebSeeds(List<String> others) {
        return new SwarmSources(trackers, others);
    }

    /// These and others besides, each of the other trackers a tier of its own after all that are here.
    public SwarmSources and(List<String> moreTrackers, List<String> moreWebSeeds) {
        var allTrackers = new ArrayList<>(trackers == null ? List.<Tracker>of() : trackers);
        var tier = allTrackers.stream().mapToInt(Tracker::tier).max().orElse(-1);
        for (var url : moreTrackers) {
            tier = Math.min(Tracker.HIGHEST_TIER, tier + 1);
            allTrackers.add(new Tracker(url, tier));
        }
        var allWebSeeds = new ArrayList<>(webSeeds == null ? List.<String>of() : webSeeds);
        allWebSeeds.addAll(moreWebSeeds);
        return new SwarmSources(allTrackers, allWebSeeds);
    }

    private static List<Tracker> merged(List<Tracker> given) {
        var byUrl = new LinkedHashMap<String, Tracker>();
        given.forEach(tracker -> byUrl.putIfAbsent(tracker.url(), tracker));
        checkCount("trackers", byUrl.size());
        return byUrl.values().stream().sorted((a, b) -> Integer.compare(a.tier(), b.tier())).toList();
    }

    private static List<String> checked(List<String> given) {
        var urls = List.copyOf(new LinkedHashSet<>(given));
        checkCount("webSeeds", urls.size());
        for (var i = 0; i < urls.size(); i++) {
            if (!isWebSeed(urls.get(i))) {
                throw new BadValueException("webSeeds/" + i, "must be an http or https URL");
            }
        }
        return urls;
    }

    /// Whether a torrent may be fed by this URL.
    public static boolean isWebSeed(String url) {
        return Tracker.isAllowed(url) && url.toLowerCase(Locale.ROOT).startsWith("http");
    }

    private static void checkCount(String field, int count) {
        if (count > MOST) {
            throw new BadValueException(field, "must be at most " + MOST + ", not " + count);
        }
    }
}
