package dev.revaer.app.database;

import java.util.regex.Pattern;

/// Text from outside as PostgreSQL and UTF-8 can hold it.
public final class StorableText {
    private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\uD800-\\uDFFF]");

    private StorableText() {}

    /// The text, with U+FFFD for NUL and for halves of surrogate pairs.
    public static String of(String text) {
        return UNSTORABLE.matcher(text).replaceAll("\uFFFD");
    }
}
