package dev.revaer.engine.swarm;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// Where a torrent asks for peers and data, if that was changed from what its metainfo or magnet says.
///
/// @param trackers all that are announced to; null for those of the metainfo or magnet
/// @param webSeeds all URLs that serve the content (BEP 19); null for those of the metainfo or magnet
public record SwarmSources(@Nullable List<Tracker> trackers, @Nullable List<String> webSeeds) {
    public static final SwarmSources OF_METAINFO = new SwarmSources(null, null);

    public SwarmSources {
        trackers = trackers == null ? null : List.copyOf(trackers);
        webSeeds = webSeeds == null ? null : List.copyOf(webSeeds);
    }
}
