package dev.revaer.api.torrent.list;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.list.ListOrder.Place;
import dev.revaer.engine.InfoHash;

/// Where in a list the next page begins. It belongs to the sort, order and filter that it was given for.
sealed interface ListCursor {
    /// Behind a torrent, in an order whose places never change.
    ///
    /// @param place of the last torrent that was shown
    record Behind(Place place) implements ListCursor {}

    /// In an order that was kept.
    ///
    /// @param position from 0
    record In(String walk, int position) implements ListCursor {}

    /// What a client is given.
    ///
    /// @param query see [ListQuery#digest]
    default String encode(String query) {
        var text = switch (this) {
            case Behind(var place) -> "b." + place.number() + "." + place.infoHash().hex();
            case In(var walk, var position) -> "i." + position + "." + walk;
        };
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((text + "." + query).getBytes(StandardCharsets.US_ASCII));
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws ApiException with [BadParameter] if it is none, or was given for another list
    static ListCursor decode(String text, ListQuery query) {
        var form = Form.read(text);
        var isFixed = query.order().key().isFixed();
        if (!form.query().equals(query.digest()) || form.isBehind() != isFixed) {
            throw new ApiException(
                    new BadParameter("cursor", "was given for another sort, order or filter"));
        }
        return isFixed
                ? new Behind(new Place(form.number(), null, new InfoHash(form.name())))
                : new In(form.name(), (int) form.number());
    }

    /// What a cursor says once it is decoded.
    record Form(boolean isBehind, long number, String name, String query) {
        private static final Pattern TEXT = Pattern.compile(
                "(?:(b)\\.(-?[0-9]{1,18})\\.([0-9a-f]{40}|[0-9a-f]{64})|i\\.([0-9]{1,9})\\.([0-9a-f]{1,32}))"
                        + "\\.([0-9a-f]{16})");
        private static final int LONGEST = 200;

        static Form read(String cursor) {
            try {
                if (cursor.length() <= LONGEST) {
                    var bytes = Base64.getUrlDecoder().decode(cursor);
                    var parts = TEXT.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
                    if (parts.matches()) {
                        var isBehind = parts.group(1) != null;
                        return new Form(
                                isBehind,
                                Long.parseLong(parts.group(isBehind ? 2 : 4)),
                                parts.group(isBehind ? 3 : 5),
                                parts.group(6));
                    }
                }
            } catch (IllegalArgumentException _) {
                // told below
            }
            throw new ApiException(new BadParameter("cursor", "not one that this API gave out"));
        }
    }
}
