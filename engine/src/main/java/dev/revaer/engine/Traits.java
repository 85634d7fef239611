package dev.revaer.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import dev.revaer.engine.swarm.SwarmSources;
import dev.revaer.engine.swarm.Tracker;
import org.jspecify.annotations.Nullable;

/// What a torrent can be found by that would else have to be asked of libtorrent.
///
/// @param extensions of its files as the metainfo calls them, in lower case, without the dot; none until they are known,
///        and no more than [#MOST_EXTENSIONS]
/// @param namedHosts of the trackers that its metainfo or magnet names
/// @param trackerHosts of those that it announces to
public record Traits(Set<String> extensions, Set<String> namedHosts, Set<String> trackerHosts) {
    public static final int MOST_EXTENSIONS = 200;
    public static final int LONGEST_EXTENSION = 20;
    public static final Traits NONE = new Traits(Set.of(), Set.of(), Set.of());

    public Traits {
        extensions = Set.copyOf(extensions);
        namedHosts = Set.copyOf(namedHosts);
        trackerHosts = Set.copyOf(trackerHosts);
    }

    /// @param files as the metainfo has them
    /// @param named by metainfo or magnet
    /// @param wanted instead of those
    static Traits of(Collection<TorrentFile> files, SwarmSources named, SwarmSources wanted) {
        var hosts = hosts(named.trackers());
        return new Traits(extensions(files), hosts, hosts).announcingTo(wanted);
    }

    Traits holding(Collection<TorrentFile> files) {
        return new Traits(extensions(files), namedHosts, trackerHosts);
    }

    Traits announcingTo(SwarmSources wanted) {
        var trackers = wanted.trackers();
        return new Traits(extensions, namedHosts, trackers == null ? namedHosts : hosts(trackers));
    }

    /// What follows the last dot of a file's name, in lower case; empty where nothing does, or more than an extension
    /// has.
    public static String extension(String path) {
        var dot = path.lastIndexOf('.');
        var isOfName = dot > path.lastIndexOf('/') + 1;
        return isOfName && path.length() - dot - 1 <= LONGEST_EXTENSION
                ? path.substring(dot + 1).toLowerCase(Locale.ROOT)
                : "";
    }

    private static Set<String> extensions(Collection<TorrentFile> files) {
        var found = new HashSet<String>();
        for (var file : files) {
            var extension = extension(file.path());
            if (!extension.isEmpty() && found.size() < MOST_EXTENSIONS) {
                found.add(extension);
            }
        }
        return found;
    }

    private static Set<String> hosts(@Nullable List<Tracker> trackers) {
        return trackers == null ? Set.of() : trackers.stream().map(Tracker::host).collect(Collectors.toSet());
    }
}
