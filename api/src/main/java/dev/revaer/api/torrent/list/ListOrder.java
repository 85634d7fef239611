package dev.revaer.api.torrent.list;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.QueryParameters;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import org.jspecify.annotations.Nullable;

/// The order of a list: by a key, then by info hash, so that no two torrents stand at the same place.
record ListOrder(SortKey key, boolean isDescending) implements Comparator<Torrent> {

    /// Where a torrent stands in an order, or stood.
    ///
    /// @param number see [SortKey#number]
    /// @param text see [SortKey#text]
    record Place(long number, @Nullable String text, InfoHash infoHash) {}

    static ListOrder of(QueryParameters parameters) {
        var sort = parameters.one("sort");
        var key = sort == null ? SortKey.ADDED : SortKey.ofLabel(sort);
        if (key == null) {
            var known = Arrays.stream(SortKey.values()).map(SortKey::label).collect(Collectors.joining(", "));
            throw new ApiException(new BadParameter("sort", "must be one of " + known));
        }
        return new ListOrder(key, switch (parameters.one("order")) {
            case "asc" -> false;
            case "desc" -> true;
            case null -> false;
            default -> throw new ApiException(new BadParameter("order", "must be asc or desc"));
        });
    }

    Place place(Torrent torrent) {
        return new Place(key.number(torrent), key.text(torrent), torrent.infoHash());
    }

    @Override
    public int compare(Torrent a, Torrent b) {
        var byNumber = Long.compare(key.number(a), key.number(b));
        return turned(
                byNumber != 0 ? byNumber : furtherOn(key.text(a), a.infoHash(), key.text(b), b.infoHash()));
    }

    int compare(Place a, Place b) {
        var byNumber = Long.compare(a.number(), b.number());
        return turned(
                byNumber != 0 ? byNumber : furtherOn(a.text(), a.infoHash(), b.text(), b.infoHash()));
    }

    /// Whether the torrent comes after the place.
    boolean isBehind(Place place, Torrent torrent) {
        var number = key.number(torrent);
        if (number != place.number()) {
            return isDescending ? number < place.number() : number > place.number();
        }
        return compare(place, place(torrent)) < 0;
    }

    private int turned(int ascending) {
        return isDescending ? -ascending : ascending;
    }

    private static int furtherOn(@Nullable String a, InfoHash hashA, @Nullable String b, InfoHash hashB) {
        var byText = a == null || b == null ? 0 : String.CASE_INSENSITIVE_ORDER.compare(a, b);
        return byText != 0 ? byText : hashA.hex().compareTo(hashB.hex());
    }
}
