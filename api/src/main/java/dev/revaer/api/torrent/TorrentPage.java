package dev.revaer.api.torrent;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.function.Predicate;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.Torrent;
import org.jspecify.annotations.Nullable;

/// A page of the list, in the order torrents were added. The cursor names the last torrent of the page by the time it
/// was added, so that torrents that come, go or change neither repeat nor hide others.
///
/// @param nextCursor for the page after this one; null on the last
/// @param total of all torrents that the filter lets through
public record TorrentPage(List<TorrentAnswer> items, @Nullable String nextCursor, int total) {
    private static final Comparator<Torrent> ORDER = Comparator.comparingLong(TorrentPage::addedAtMicros)
            .thenComparing(torrent -> torrent.infoHash().hex());

    public TorrentPage {
        items = List.copyOf(items);
    }

    private record Place(long addedAtMicros, String infoHash) {
        static Place of(Torrent torrent) {
            return new Place(TorrentPage.addedAtMicros(torrent), torrent.infoHash().hex());
        }

        boolean isBefore(Torrent torrent) {
            var micros = TorrentPage.addedAtMicros(torrent);
            return micros != addedAtMicros
                    ? addedAtMicros < micros
                    : infoHash.compareTo(torrent.infoHash().hex()) < 0;
        }
    }

    /// Looks at each torrent once and keeps no more than a page of them: there may be very many.
    static TorrentPage of(
            TorrentCatalog catalog,
            Predicate<Torrent> filter,
            @Nullable String cursor,
            int limit) {
        var after = cursor == null ? null : decode(cursor);
        var first = new PriorityQueue<>(limit + 2, ORDER.reversed());
        int total = 0;
        for (var torrent : catalog.torrents()) {
            if (!filter.test(torrent)) {
                continue;
            }
            total++;
            if (after != null && !after.isBefore(torrent)) {
                continue;
            }
            if (first.size() <= limit) {
                first.add(torrent);
            } else if (ORDER.compare(torrent, first.element()) < 0) {
                first.poll();
                first.add(torrent);
            }
        }
        var sorted = first.stream().sorted(ORDER).toList();
        var page = sorted.subList(0, Math.min(limit, sorted.size()));
        var next = sorted.size() > limit ? encode(Place.of(page.getLast())) : null;
        return new TorrentPage(page.stream().map(catalog::view).map(TorrentAnswer::of).toList(), next, total);
    }

    private static long addedAtMicros(Torrent torrent) {
        var at = torrent.addedAt();
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    private static String encode(Place place) {
        var text = place.addedAtMicros() + ":" + place.infoHash();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Place decode(String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            var colon = text.indexOf(':');
            return new Place(
                    Long.parseLong(text.substring(0, Math.max(0, colon))),
                    text.substring(colon + 1).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ApiException(new BadParameter("cursor", "not one that this API gave out"), e);
        }
    }
}
