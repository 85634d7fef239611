package dev.revaer.cli.view;

/// Makes text from elsewhere harmless for a terminal.
///
/// Names of torrents are written by strangers: an escape sequence in one can repaint the screen, a bidirectional
/// control can make `exe.txt` of `txt.exe`. Such characters are shown as `\u001b`.
public final class SafeText {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private SafeText() {}

    /// The text on one line, with everything that acts on a terminal spelled out.
    public static String of(String text) {
        return escaped(text);
    }

    /// A JSON text on one line with the same meaning, in which nothing acts on a terminal.
    ///
    /// @param json JSON without whitespace between its tokens, so that what is escaped stands inside strings
    public static String json(String json) {
        return escaped(json);
    }

    private static String escaped(String text) {
        if (text.codePoints().noneMatch(SafeText::acts)) {
            return text;
        }
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> append(safe, point));
        return safe.toString();
    }

    private static void append(StringBuilder safe, int point) {
        if (!acts(point)) {
            safe.appendCodePoint(point);
            return;
        }
        for (char unit : Character.toChars(point)) {
            safe.append("\\u").append(String.format("%04x", (int) unit));
        }
    }

    private static boolean acts(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                true;
            // The joiners shape Persian words and emoji, and do nothing else.
            case Character.FORMAT -> point != ZERO_WIDTH_NON_JOINER && point != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }
}
