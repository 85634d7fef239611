package dev.revaer.cli.http;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;

/// Finds the one torrent a user means.
public final class TorrentFinder {
    private static final Pattern WHOLE = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{1,63}");
    private static final int MOST_CANDIDATES = 20;

    private final RevaerClient client;

    /// Asks this client.
    public TorrentFinder(RevaerClient client) {
        this.client = client;
    }

    /// Whether this is an info hash in full, in any case.
    public static boolean isWholeHash(String text) {
        return WHOLE.matcher(text.toLowerCase(Locale.ROOT)).matches();
    }

    /// The torrent by its info hash, an unambiguous beginning of it, or its exact name.
    ///
    /// @throws CliException with [CliError.NoSuchTorrent] or [CliError.Ambiguous], or as [RevaerClient] throws
    public Torrent find(String wanted) {
        if (isWholeHash(wanted)) {
            return client.torrent(wanted.toLowerCase(Locale.ROOT));
        }
        List<Torrent> found = client.torrents(List.of(), Integer.MAX_VALUE)
                .items()
                .stream()
                .filter(torrent -> isMeant(torrent, wanted))
                .toList();
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

    private static boolean isMeant(Torrent torrent, String wanted) {
        String hex = wanted.toLowerCase(Locale.ROOT);
        return torrent.name().equals(wanted) || (PREFIX.matcher(hex).matches() && torrent.hasHashPrefix(hex));
    }
}
