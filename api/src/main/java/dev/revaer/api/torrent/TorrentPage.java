package dev.revaer.api.torrent;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.TorrentCatalog.CatalogTorrent;
import org.jspecify.annotations.Nullable;

/// A page of the list, in the order torrents were added. The cursor names the last torrent of the page by the time it
/// was added, so that torrents that come, go or change neither repeat nor hide others.
///
/// @param nextCursor for the page after this one; null on the last
/// @param total of all torrents that the filter lets through
public record TorrentPage(List<TorrentAnswer> items, @Nullable String nextCursor, int total) {
    private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::addedAtMicros)
            .thenComparing(Place::infoHash);

    public TorrentPage {
        items = List.copyOf(items);
    }

    private record Place(long addedAtMicros, String infoHash) {
        static Place of(CatalogTorrent kept) {
            var at = kept.torrent().addedAt();
            return new Place(
                    at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000,
                    kept.torrent().infoHash().hex());
        }
    }

    static TorrentPage of(
            List<CatalogTorrent> torrents,
            Predicate<CatalogTorrent> filter,
            @Nullable String cursor,
            int limit) {
        var chosen = torrents.stream().filter(filter).toList();
        var after = cursor == null ? null : decode(cursor);
        var rest = chosen.stream()
                .sorted(Comparator.comparing(Place::of, ORDER))
                .filter(kept -> after == null || ORDER.compare(Place.of(kept), after) > 0)
                .limit(limit + 1L)
                .toList();
        var page = rest.subList(0, Math.min(limit, rest.size()));
        var next = rest.size() > limit ? encode(Place.of(page.getLast())) : null;
        return new TorrentPage(page.stream().map(TorrentAnswer::of).toList(), next, chosen.size());
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
