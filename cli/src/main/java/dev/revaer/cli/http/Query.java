package dev.revaer.cli.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

import org.jspecify.annotations.Nullable;

/// The query of a request, encoded; what is null is not asked for.
public final class Query {
    private final StringBuilder text = new StringBuilder();

    /// A part of a path, such as a name somebody gave.
    public static String segment(String text) {
        return encoded(text).replace("+", "%20");
    }

    /// Adds a parameter.
    public Query with(String name, @Nullable Object value) {
        if (value != null) {
            text.append(text.isEmpty() ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(encoded(value.toString()));
        }
        return this;
    }

    /// Adds a parameter once for each value.
    public Query withEach(String name, Collection<String> values) {
        values.forEach(value -> with(name, value));
        return this;
    }

    /// Adds the parameters of another query after these.
    Query withAll(Query other) {
        if (!other.text.isEmpty()) {
            text.append(text.isEmpty() ? '?' : '&').append(other.text, 1, other.text.length());
        }
        return this;
    }

    /// The path with this query.
    public String of(String path) {
        return path + text;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
