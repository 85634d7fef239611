package dev.revaer.api.problem;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import dev.revaer.api.problem.ApiError.BadParameter;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// The query of a request, read strictly: what is unknown, repeated or out of range is refused with [BadParameter].
public final class QueryParameters {
    private static final int MOST_VALUES = 100;

    private final MultiValueMap<String, String> query;

    public QueryParameters(MultiValueMap<String, String> query, Set<String> known) {
        this.query = query;
        for (var name : query.keySet()) {
            if (!known.contains(name)) {
                throw bad(name, "unknown; known are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    public @Nullable String one(String name) {
        var values = all(name);
        if (values.size() > 1) {
            throw bad(name, "given more than once");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    public List<String> all(String name) {
        var values = query.getOrDefault(name, List.of());
        if (values.size() > MOST_VALUES) {
            throw bad(name, "given more than " + MOST_VALUES + " times");
        }
        if (values.stream().anyMatch(Objects::isNull)) {
            throw bad(name, "has no value"); // ?name without an equals sign
        }
        return values;
    }

    /// A whole number within bounds.
    ///
    /// @param usual where it is absent
    public int number(String name, int lowest, int highest, int usual) {
        var text = one(name);
        if (text == null) {
            return usual;
        }
        try {
            var number = Integer.parseInt(text);
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw bad(name, "must be a number from " + lowest + " to " + highest);
    }

    /// Whether the parameter is `true`; false where it is absent.
    public boolean flag(String name) {
        return switch (one(name)) {
            case "true" -> true;
            case "false" -> false;
            case null -> false;
            default -> throw bad(name, "must be true or false");
        };
    }

    private static ApiException bad(String name, String reason) {
        return new ApiException(new BadParameter(name, reason));
    }
}
