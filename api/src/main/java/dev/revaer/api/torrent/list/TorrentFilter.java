package dev.revaer.api.torrent.list;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
/// @param rest what else they must fit, only what is asked for: each is tried on each torrent
record TorrentFilter(Set<InfoHash> hashes, List<Predicate<Torrent>> rest) implements Predicate<Torrent> {
    static final Set<String> PARAMETERS = Set
            .of("hash", "name", "state", "category", "tag", "tracker", "extension");

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_HOST = 255;

    TorrentFilter {
        hashes = Set.copyOf(hashes);
        rest = List.copyOf(rest);
    }

    /// Reads them all.
    ///
    /// @throws ApiException with [BadParameter] for a value that nothing could fit
    static TorrentFilter of(QueryParameters parameters) {
        var hashes = set(parameters.all("hash"), InfoHash::parse);
        var rest = Stream.of(
                byState(set(parameters.all("state"), TorrentFilter::state)),
                byName(set(parameters.all("name"), TorrentFilter::name)),
                byCategory(set(parameters.all("category"), TorrentFilter::category)),
                byTag(set(parameters.all("tag"), name -> label("tag", name))),
                byTracker(set(parameters.all("tracker"), TorrentFilter::host)),
                byExtension(set(parameters.all("extension"), TorrentFilter::extension)))
                .flatMap(Optional::stream)
                .toList();
        return new TorrentFilter(hashes, rest);
    }

    boolean isOfAll() {
        return hashes.isEmpty() && rest.isEmpty();
    }

    @Override
    public boolean test(Torrent torrent) {
        for (var one : rest) {
            if (!one.test(torrent)) {
                return false;
            }
        }
        return hashes.isEmpty() || torrent.infoHashes().all().stream().anyMatch(hashes::contains);
    }

    private static Optional<Predicate<Torrent>> byState(Set<TorrentState> states) {
        if (states.isEmpty()) {
            return Optional.empty();
        }
        var wanted = EnumSet.copyOf(states);
        return Optional.of(torrent -> wanted.contains(torrent.state()));
    }

    private static Optional<Predicate<Torrent>> byName(Set<String> parts) {
        return unlessNone(parts, torrent -> {
            for (var part : parts) {
                if (holds(torrent.name(), part)) {
                    return true;
                }
            }
            return false;
        });
    }

    /// Whatever the case, without a copy of each name.
    private static boolean holds(String name, String part) {
        var lower = Character.toLowerCase(part.charAt(0));
        var upper = Character.toUpperCase(part.charAt(0));
        for (int i = 0; i <= name.length() - part.length(); i++) {
            var first = name.charAt(i);
            if ((first == lower || first == upper) && name.regionMatches(true, i, part, 0, part.length())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Predicate<Torrent>> byCategory(Set<String> names) {
        return unlessNone(
                names,
                torrent -> names.contains(Objects.requireNonNullElse(torrent.options().category(), "")));
    }

    private static Optional<Predicate<Torrent>> byTag(Set<String> names) {
        return unlessNone(names, torrent -> anyIn(torrent.options().tags(), names));
    }

    private static Optional<Predicate<Torrent>> byTracker(Set<String> hosts) {
        return unlessNone(hosts, torrent -> {
            var known = torrent.traits().trackerHosts();
            return known.isEmpty() ? hosts.contains("") : anyIn(known, hosts);
        });
    }

    private static Optional<Predicate<Torrent>> byExtension(Set<String> extensions) {
        return unlessNone(extensions, torrent -> {
            for (var extension : extensions) {
                if (torrent.holdsFileOf(extension)) {
                    return true;
                }
            }
            return false;
        });
    }

    private static Optional<Predicate<Torrent>> unlessNone(Set<?> values, Predicate<Torrent> filter) {
        return values.isEmpty() ? Optional.empty() : Optional.of(filter);
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
        return part;
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
