package dev.revaer.cli.view;

/// How many columns of a terminal text takes: two for East Asian wide characters and emoji, none for combining marks.
final class DisplayWidth {
    private DisplayWidth() {}

    static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    /// The text, shortened with an ellipsis when it takes more than `columns`.
    static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        var kept = new StringBuilder();
        int width = 1;
        for (int point : text.codePoints().toArray()) {
            width += of(point);
            if (width > columns) {
                break;
            }
            kept.appendCodePoint(point);
        }
        return kept.append('…').toString();
    }

    private static int of(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    private static boolean isWide(int point) {
        return isWithin(point, 0x1100, 0x115F)
                || isWithin(point, 0x2E80, 0xA4CF)
                || isWithin(point, 0xAC00, 0xD7A3)
                || isWithin(point, 0xF900, 0xFAFF)
                || isWithin(point, 0xFE30, 0xFE6F)
                || isWithin(point, 0xFF00, 0xFF60)
                || isWithin(point, 0xFFE0, 0xFFE6)
                || isWithin(point, 0x1F300, 0x1FAFF)
                || isWithin(point, 0x20000, 0x3FFFD);
    }

    private static boolean isWithin(int point, int first, int last) {
        return point >= first && point <= last;
    }
}
