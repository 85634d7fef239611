package dev.revaer.api.torrent.list;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.QueryParameters;
import dev.revaer.engine.BadValueException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.Traits;
import dev.revaer.engine.label.LabelName;
import dev.revaer.engine.swarm.Tracker;

/// Which torrents a list is of: those that fit one value of each parameter that is given.
///
/// @param hashes none for any
/// @param rest what else they must fit
record TorrentFilter(Set<InfoHash> hashes, Predicate<Torrent> rest) implements Predicate<Torrent> {
    static final Set<String> PARAMETERS = Set
            .of("hash", "name", "state", "category", "tag", "tracker", "extension");

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_HOST = 255;

    TorrentFilter {
        hashes = Set.copyOf(hashes);
    }

    /// Reads them all.
    ///
    /// @throws ApiException with [BadParameter] for a value that nothing could fit
    static TorrentFilter of(QueryParameters parameters) {
        var hashes = set(parameters.all("hash"), InfoHash::parse);
        var rest = byState(set(parameters.all("state"), TorrentFilter::state))
                .and(byName(set(parameters.all("name"), TorrentFilter::name)))
                .and(byCategory(set(parameters.all("category"), TorrentFilter::category)))
                .and(byTag(set(parameters.all("tag"), name -> label("tag", name))))
                .and(byTracker(set(parameters.all("tracker"), TorrentFilter::host)))
                .and(byExtension(set(parameters.all("extension"), TorrentFilter::extension)));
        return new TorrentFilter(hashes, rest);
    }

    @Override
    public boolean test(Torrent torrent) {
        return (hashes.isEmpty() || torrent.infoHashes().all().stream().anyMatch(hashes::contains))
                && rest.test(torrent);
    }

    private static Predicate<Torrent> byState(Set<TorrentState> states) {
        if (states.isEmpty()) {
            return TorrentFilter::any;
        }
        var wanted = EnumSet.copyOf(states);
        return torrent -> wanted.contains(torrent.state());
    }

    private static Predicate<Torrent> byName(Set<String> parts) {
        return parts.isEmpty() ? TorrentFilter::any : torrent -> {
            var name = torrent.name().toLowerCase(Locale.ROOT);
            return parts.stream().anyMatch(name::contains);
        };
    }

    private static Predicate<Torrent> byCategory(Set<String> names) {
        return names.isEmpty()
                ? TorrentFilter::any
                : torrent -> names.contains(Objects.requireNonNullElse(torrent.options().category(), ""));
    }

    private static Predicate<Torrent> byTag(Set<String> names) {
        return names.isEmpty() ? TorrentFilter::any : torrent -> anyIn(torrent.options().tags(), names);
    }

    private static Predicate<Torrent> byTracker(Set<String> hosts) {
        return hosts.isEmpty() ? TorrentFilter::any : torrent -> {
            var known = torrent.traits().trackerHosts();
            return known.isEmpty() ? hosts.contains("") : anyIn(known, hosts);
        };
    }

    private static Predicate<Torrent> byExtension(Set<String> extensions) {
        return extensions.isEmpty() ? TorrentFilter::any : torrent -> {
            for (var extension : extensions) {
                if (torrent.holdsFileOf(extension)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static boolean any(Torrent torrent) {
        return true;
    }

    private static boolean anyIn(Set<String> some, Set<String> wanted) {
        for (var one : some) {
            if (wanted.contains(one)) {
                return true;
            }
        }
        return false;
    }

    private static <T> Set<T> set(List<String> values, Function<String, T> read) {
        return values.stream().map(read).collect(Collectors.toCollection(HashSet::new));
    }

    private static TorrentState state(String label) {
        var state = TorrentState.ofLabel(label);
        if (state == null) {
            throw bad("state", "'" + label + "' is not a state of torrents");
        }
        return state;
    }

    private static String name(String part) {
        if (part.isEmpty() || part.length() > LONGEST_NAME) {
            throw bad("name", "must be 1 to " + LONGEST_NAME + " characters");
        }
        return part.toLowerCase(Locale.ROOT);
    }

    private static String category(String name) {
        return name.isEmpty() ? name : label("category", name);
    }

    private static String label(String parameter, String name) {
        try {
            return LabelName.check(parameter, name);
        } catch (BadValueException e) {
            throw bad(parameter, e.reason());
        }
    }

    private static String host(String host) {
        var isHost = host.length() <= LONGEST_HOST
                && host.chars().noneMatch(c -> c <= ' ' || "/?#@".indexOf(c) >= 0);
        if (!isHost) {
            throw bad("tracker", "must be a host of at most " + LONGEST_HOST + " characters, without port");
        }
        return Tracker.hostName(host);
    }

    private static String extension(String text) {
        var bare = text.startsWith(".") ? text.substring(1) : text;
        if (bare.isEmpty() || bare.length() > Traits.LONGEST_EXTENSION || bare.indexOf('.') >= 0
                || bare.indexOf('/') >= 0) {
            throw bad("extension", "must be 1 to " + Traits.LONGEST_EXTENSION + " characters, as in mkv");
        }
        return bare.toLowerCase(Locale.ROOT);
    }

    private static ApiException bad(String parameter, String reason) {
        return new ApiException(new BadParameter(parameter, reason));
    }
}
