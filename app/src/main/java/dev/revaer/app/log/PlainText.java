package dev.revaer.app.log;

import java.util.Locale;
import java.util.regex.Pattern;

/// What was logged, without what must not leave the machine and without what could forge a line or move a cursor.
final class PlainText {
    private static final int LONGEST = 8 * 1024;
    private static final String HIDDEN = "***";
    private static final String SECRET_NAMES = "pass(?:word|key|wd)?|token|secret|api[-_]?key|authorization|credentials?";
    private static final Pattern NAME = Pattern
            .compile(".*(?:" + SECRET_NAMES + ").*", Pattern.CASE_INSENSITIVE);
    /// Our own, wherever they stand.
    private static final Pattern KEY = Pattern.compile("\\brv(?:setup)?_[A-Za-z0-9_-]{16,}");
    private static final Pattern NAMED = Pattern.compile(
            "\\b(" + SECRET_NAMES + ")(\\s*[=:]\\s*)(?:Bearer\\s+)?(?:\"[^\"]*+\"|[^\\s,;&\"]++)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern USER_INFO = Pattern.compile("(://)[^/\\s@]{1,300}@");

    private PlainText() {}

    /// The text, shortened to 8 Ki characters.
    static String of(String text) {
        var shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        var unnamed = NAMED.matcher(KEY.matcher(shown).replaceAll(HIDDEN)).replaceAll("$1$2" + HIDDEN);
        return escaped(USER_INFO.matcher(unnamed).replaceAll("$1" + HIDDEN + "@"));
    }

    /// The value of a field.
    static String of(String name, String value) {
        return NAME.matcher(name).matches() ? HIDDEN : of(value);
    }

    /// The text as it is, but for what could forge a line or move a cursor; shortened, too.
    static String escaped(String given) {
        var text = given.length() > LONGEST ? given.substring(0, LONGEST) + "…" : given;
        if (text.codePoints().noneMatch(PlainText::isControl)) {
            return text;
        }
        var plain = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '\n' -> plain.append("\\n");
                case '\r' -> plain.append("\\r");
                case '\t' -> plain.append("\\t");
                default -> {
                    if (isControl(point)) {
                        plain.append(String.format(Locale.ROOT, "\\u%04x", point));
                    } else {
                        plain.appendCodePoint(point);
                    }
                }
            }
        });
        return plain.toString();
    }

    /// Those of ASCII and Latin-1, line ends of Unicode, and what turns the direction of text.
    private static boolean isControl(int point) {
        return Character.isISOControl(point) || point == 0x2028 || point == 0x2029
                || (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
    }
}
