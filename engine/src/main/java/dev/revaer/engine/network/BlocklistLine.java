package dev.revaer.engine.network;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// One line of a blocklist, in whichever form.
final class BlocklistLine {
    /// eMule lets through what has an access level of 128 or above.
    private static final Pattern PERMITTED = Pattern
            .compile(
                    "[0-9a-fA-F.:]{3,45}\\s*-\\s*[0-9a-fA-F.:]{3,45}\\s*,\\s*0*(?:12[89]|1[3-9]\\d|[2-9]\\d\\d)\\s*(?:,.*)?");
    private static final int MOST_COLONS = 24;

    private BlocklistLine() {}

    /// Whether the line is sound but blocks nothing.
    static boolean permits(String line) {
        return line.indexOf(',') > 0 && PERMITTED.matcher(line).matches();
    }

    /// Reads `range`, `range , level , name`, `range # remark` or `name:range`.
    ///
    /// @return null if the line is damaged
    static @Nullable AddressRange range(String line) {
        var plain = AddressRange.parse(line.substring(0, end(line)));
        return plain != null ? plain : named(line);
    }

    private static int end(String line) {
        for (var i = 0; i < line.length(); i++) {
            if (",;#".indexOf(line.charAt(i)) >= 0) {
                return i;
            }
        }
        return line.length();
    }

    /// A name may hold colons, and so does IPv6: the name ends at the first colon after which all is `first-last`. What
    /// follows a name without a dash is no range, lest a damaged address be read as the end of itself.
    private static @Nullable AddressRange named(String line) {
        var colon = line.indexOf(':');
        for (var i = 0; colon >= 0 && i < MOST_COLONS && line.indexOf('-', colon) >= 0; i++) {
            var rest = line.substring(colon + 1);
            var range = rest.indexOf('/') < 0 ? AddressRange.parse(rest) : null;
            if (range != null) {
                return range;
            }
            colon = line.indexOf(':', colon + 1);
        }
        return null;
    }
}
