package dev.revaer.api.torrent.list;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

import dev.revaer.api.problem.QueryParameters;
import dev.revaer.api.torrent.AnswerTag;
import dev.revaer.api.torrent.TorrentFields;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// What is asked of the list.
///
/// @param digest of order and filter, the same for the same
record ListQuery(
        TorrentFilter filter,
        ListOrder order,
        String digest,
        @Nullable String cursor,
        int limit,
        TorrentFields fields) {
    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 500;
    private static final Set<String> KNOWN = known();

    /// Reads it strictly.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `BadParameter`
    static ListQuery of(MultiValueMap<String, String> query) {
        var parameters = new QueryParameters(query, KNOWN);
        var order = ListOrder.of(parameters);
        return new ListQuery(
                TorrentFilter.of(parameters),
                order,
                digest(order, parameters),
                parameters.one("cursor"),
                parameters.number("limit", 1, HIGHEST_LIMIT, USUAL_LIMIT),
                TorrentFields.of(parameters));
    }

    private static String digest(ListOrder order, QueryParameters parameters) {
        var text = new StringBuilder().append(order.key().label()).append(order.isDescending());
        for (var name : new TreeSet<>(TorrentFilter.PARAMETERS)) {
            for (var value : new TreeSet<>(parameters.all(name))) {
                text.append(' ').append(name).append(value.length()).append('=').append(value);
            }
        }
        return AnswerTag.digest(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Set<String> known() {
        var known = new HashSet<>(TorrentFilter.PARAMETERS);
        known.addAll(Set.of("limit", "cursor", "sort", "order", "fields"));
        return Set.copyOf(known);
    }
}
