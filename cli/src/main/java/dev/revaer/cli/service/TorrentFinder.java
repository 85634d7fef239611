package dev.revaer.cli.service;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import dev.revaer.cli.http.Query;
import dev.revaer.cli.http.RevaerClient;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import org.jspecify.annotations.Nullable;

/// Finds the torrents a user means: by info hash, the beginning of one, the whole name, a glob or a part of the name.
///
/// The list is asked for once. Finding is for one thread.
public final class TorrentFinder {
    private static final Pattern WHOLE = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{1,63}");
    private static final Pattern GLOB = Pattern.compile(".*[*?\\[{].*");
    private static final int MOST_CANDIDATES = 20;

    private final Torrents torrents;
    private @Nullable List<Torrent> all;

    /// Asks this client.
    public TorrentFinder(RevaerClient client) {
        this.torrents = new Torrents(client);
    }

    /// Whether this is an info hash in full, in any case.
    public static boolean isWholeHash(String text) {
        return WHOLE.matcher(text.toLowerCase(Locale.ROOT)).matches();
    }

    /// The one torrent that is meant.
    ///
    /// @throws CliException with [CliError.NoSuchTorrent] or [CliError.Ambiguous], or as [RevaerClient] throws
    public Torrent find(String wanted) {
        if (isWholeHash(wanted)) {
            return torrents.get(wanted.toLowerCase(Locale.ROOT));
        }
        List<Torrent> found = meant(wanted);
        if (found.isEmpty()) {
            throw new CliException(new CliError.NoSuchTorrent(wanted));
        }
        if (found.size() > 1) {
            List<String> candidates = found.stream()
                    .limit(MOST_CANDIDATES)
                    .map(torrent -> torrent.infoHash() + "  " + torrent.name())
                    .toList();
            throw new CliException(new CliError.Ambiguous(wanted, candidates));
        }
        return found.getFirst();
    }

    /// The info hash of the one that is meant; one that is given in full is taken as it is.
    public String infoHash(String wanted) {
        return isWholeHash(wanted) ? wanted.toLowerCase(Locale.ROOT) : find(wanted).infoHash();
    }

    /// The torrents that are meant, each once, in the order they were named. A glob stands for all it matches.
    ///
    /// @throws CliException as [#find] does, before any is returned
    public List<Torrent> findAll(Collection<String> wanted) {
        var found = new LinkedHashMap<String, Torrent>();
        for (String one : wanted) {
            List<Torrent> matched = GLOB.matcher(one).matches() ? meant(one) : List.of(find(one));
            if (matched.isEmpty()) {
                throw new CliException(new CliError.NoSuchTorrent(one));
            }
            matched.forEach(torrent -> found.put(torrent.infoHash(), torrent));
        }
        return new ArrayList<>(found.values());
    }

    /// The nearest meaning that any torrent has: an info hash or a whole name beats a glob, a glob a part of a name.
    private List<Torrent> meant(String wanted) {
        String hex = wanted.toLowerCase(Locale.ROOT);
        boolean prefix = PREFIX.matcher(hex).matches();
        List<Torrent> exact = matching(
                torrent -> torrent.name().equals(wanted) || (prefix && torrent.hasHashPrefix(hex)));
        if (!exact.isEmpty() || wanted.isBlank()) {
            return exact;
        }
        if (GLOB.matcher(wanted).matches()) {
            List<Torrent> globbed = globbed(hex);
            if (!globbed.isEmpty()) {
                return globbed;
            }
        }
        return matching(torrent -> torrent.name().toLowerCase(Locale.ROOT).contains(hex));
    }

    private List<Torrent> globbed(String glob) {
        try {
            var matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            return matching(
                    torrent -> matcher
                            .matches(Path.of(torrent.name().toLowerCase(Locale.ROOT).replace('\0', ' '))));
        } catch (PatternSyntaxException _) {
            return List.of();
        }
    }

    private List<Torrent> matching(Predicate<Torrent> condition) {
        if (all == null) {
            all = torrents.list(new Query(), Integer.MAX_VALUE).items();
        }
        return all.stream().filter(condition).toList();
    }
}
