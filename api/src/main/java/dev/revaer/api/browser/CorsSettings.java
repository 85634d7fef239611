package dev.revaer.api.browser;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.revaer.engine.BadValueException;
import org.jspecify.annotations.Nullable;

/// Which pages may call from a browser, by the origins they come from (WHATWG Fetch, CORS).
///
/// @param origins exact: `https://media.example`, `http://localhost:5173`; none for no page of another origin
public record CorsSettings(List<String> origins) {
    private static final Pattern FORM = Pattern
            .compile("[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\\[[0-9a-f:.]+])(?::[1-9][0-9]{0,4})?");
    private static final int MOST = 50;

    public static final CorsSettings USUAL = new CorsSettings(List.of());

    /// Checks the values. A browser compares origins letter by letter, so they must be written as it writes them.
    ///
    /// @throws BadValueException for `*`, and for what no browser sends
    public CorsSettings {
        BadValueException.check("origins", origins.size(), 0, MOST);
        for (int i = 0; i < origins.size(); i++) {
            var fault = faultOf(origins.get(i));
            if (fault != null) {
                throw new BadValueException("origins/" + i, fault);
            }
        }
        origins = List.copyOf(origins);
    }

    private static @Nullable String faultOf(String origin) {
        if (origin.contains("*")) {
            return "must name one origin: with * any page could see what is open without a key";
        }
        if (FORM.matcher(origin.toLowerCase(Locale.ROOT)).matches()
                && !origin.equals(origin.toLowerCase(Locale.ROOT))) {
            return "must be in lower case, as browsers send it";
        }
        if (!FORM.matcher(origin).matches()) {
            return "must be an origin: https://media.example or http://localhost:5173";
        }
        return (origin.startsWith("http://") && origin.endsWith(":80"))
                || (origin.startsWith("https://") && origin.endsWith(":443"))
                        ? "must be without the usual port, as browsers send it"
                        : null;
    }
}
