package dev.revaer.api.torrent.list;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.regex.Pattern;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiError.CursorExpired;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.AnswerTag;
import dev.revaer.api.torrent.ShownTorrents;
import dev.revaer.api.torrent.TorrentCatalog;
import dev.revaer.api.torrent.list.ListCursor.Behind;
import dev.revaer.api.torrent.list.ListCursor.In;
import dev.revaer.api.torrent.list.ListOrder.Place;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import org.jspecify.annotations.Nullable;

/// Reads pages of the list so that whoever goes through all of them meets each torrent that is there all the time, and
/// fits all the time, exactly once.
///
/// The time a torrent was added never changes: a page begins behind the last torrent of the page before, wherever that
/// is now. All other keys move: their order is kept as it was at the first page ([Walks]), and the pages show those of
/// its torrents that are still there and still fit, with what they are like now.
final class TorrentListing {
    private static final Pattern TAG = Pattern.compile("\"([0-9a-f]{16})(?:-([0-9a-f]{1,32}))?\"");

    private final TorrentCatalog catalog;
    private final ShownTorrents shown;
    private final Walks walks;

    TorrentListing(TorrentCatalog catalog, ShownTorrents shown, Walks walks) {
        this.catalog = catalog;
        this.shown = shown;
        this.walks = walks;
    }

    /// A page and its entity tag, without quotes.
    record Tagged(TorrentPage page, String tag) {}

    /// @param caller who asks
    /// @param known entity tags that the client has, as in `If-None-Match`
    Tagged page(ListQuery query, String caller, @Nullable String known) {
        var text = query.cursor();
        var cursor = text == null ? null : ListCursor.decode(text, query);
        return switch (cursor) {
            case In in -> furtherOn(query, in);
            case Behind(var place) -> first(query, place, caller, known);
            case null -> first(query, null, caller, known);
        };
    }

    private Tagged first(
            ListQuery query,
            @Nullable Place after,
            String caller,
            @Nullable String known) {
        return query.order().key().isFixed() && query.filter().isOfAll()
                ? among(query, after)
                : sought(query, after, caller, known);
    }

    /// Of all torrents in the order in which they are told: looks at no more of them than it takes to find the place.
    private Tagged among(ListQuery query, @Nullable Place after) {
        var order = query.order();
        var all = order.isDescending() ? catalog.torrents().reversed() : catalog.torrents();
        var from = 0;
        var to = after == null ? 0 : all.size();
        while (after != null && from < to) {
            var middle = (from + to) >>> 1;
            if (order.isBehind(after, all.get(middle))) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        var page = List.copyOf(all.subList(from, Math.min(from + query.limit(), all.size())));
        var shown = new Shown(query, page, all.size());
        return from + page.size() == all.size()
                ? shown.last()
                : shown.before(new Behind(order.place(page.getLast())));
    }

    /// Looks at each torrent once and keeps no more than a page of them: there may be very many.
    private Tagged sought(
            ListQuery query,
            @Nullable Place after,
            String caller,
            @Nullable String known) {
        var order = query.order();
        var filter = query.filter();
        var first = new PriorityQueue<>(query.limit() + 2, order.reversed());
        var fitting = new ArrayList<Torrent>();
        var total = 0;
        // torrents are told in the order they were added: so the first that are seen are those that are kept
        for (var torrent : order.isDescending() ? candidates(filter).reversed() : candidates(filter)) {
            if (!filter.test(torrent)) {
                continue;
            }
            total++;
            if (!order.key().isFixed()) {
                fitting.add(torrent);
            }
            if (after != null && !order.isBehind(after, torrent)) {
                continue;
            }
            if (first.size() <= query.limit()) {
                first.add(torrent);
            } else if (order.compare(torrent, first.element()) < 0) {
                first.poll();
                first.add(torrent);
            }
        }
        var sorted = first.stream().sorted(order).toList();
        var shown = new Shown(query, sorted.subList(0, Math.min(query.limit(), sorted.size())), total);
        if (sorted.size() <= query.limit()) {
            return shown.last();
        }
        return order.key().isFixed()
                ? shown.before(new Behind(order.place(sorted.get(query.limit() - 1))))
                : begin(shown, fitting, caller, known);
    }

    /// A client that has the same page and can still go on from it keeps what it has.
    private Tagged begin(Shown shown, List<Torrent> fitting, String caller, @Nullable String known) {
        var digest = shown.digest("a walk");
        var walk = walkOf(known, digest);
        if (walk == null) {
            var order = shown.query.order();
            walk = walks.keep(new Walk(order, fitting.stream().map(order::place).toList()), caller);
        }
        return shown.with(new In(walk, shown.query.limit()), digest + "-" + walk);
    }

    private @Nullable String walkOf(@Nullable String known, String digest) {
        if (known != null) {
            for (var tags = TAG.matcher(known); tags.find();) {
                var walk = tags.group(2);
                if (tags.group(1).equals(digest) && walk != null && walks.has(walk)) {
                    return walk;
                }
            }
        }
        return null;
    }

    private Tagged furtherOn(ListQuery query, In from) {
        var walk = walks.goOn(from.walk());
        if (walk == null) {
            throw new ApiException(new CursorExpired(Walks.LIFE));
        }
        var sorted = walk.sorted();
        if (from.position() > sorted.size()) {
            throw new ApiException(new BadParameter("cursor", "not one that this API gave out"));
        }
        var found = new ArrayList<Torrent>();
        var position = from.position();
        for (; position < sorted.size(); position++) {
            var torrent = catalog.torrent(sorted.get(position));
            if (torrent == null || !query.filter().test(torrent)) {
                continue;
            }
            if (found.size() == query.limit()) {
                break;
            }
            found.add(torrent);
        }
        var shown = new Shown(query, found, sorted.size());
        return position < sorted.size() ? shown.before(new In(from.walk(), position)) : shown.last();
    }

    private List<Torrent> candidates(TorrentFilter filter) {
        if (filter.hashes().isEmpty()) {
            return catalog.torrents();
        }
        var found = new HashMap<InfoHash, Torrent>(); // two of the hashes may be one torrent's
        for (var hash : filter.hashes()) {
            var torrent = catalog.torrent(hash);
            if (torrent != null) {
                found.put(torrent.infoHash(), torrent);
            }
        }
        return List.copyOf(found.values());
    }

    /// What a page is to show.
    private final class Shown {
        private final ListQuery query;
        private final List<ShownTorrents.Shown> torrents;
        private final int total;

        Shown(ListQuery query, List<Torrent> torrents, int total) {
            this.query = query;
            var now = Instant.now();
            this.torrents = torrents.stream()
                    .map(torrent -> shown.show(catalog.view(torrent), query.fields(), now))
                    .toList();
            this.total = total;
        }

        Tagged last() {
            return with(null, digest(null));
        }

        Tagged before(ListCursor next) {
            return with(next, digest(next.encode(query.digest())));
        }

        Tagged with(@Nullable ListCursor next, String tag) {
            var cursor = next == null ? null : next.encode(query.digest());
            return new Tagged(
                    new TorrentPage(torrents.stream().map(ShownTorrents.Shown::body).toList(), cursor, total),
                    tag);
        }

        String digest(@Nullable String next) {
            var tag = new AnswerTag().add(total).add(next);
            torrents.forEach(torrent -> torrent.tag(tag));
            return tag.value();
        }
    }
}
