package dev.revaer.fsops.select;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Turns a torrent's name into a safe file name.
public final class LibraryName {
    /// File systems take 255 bytes; the rest is for ` (2)`.
    private static final int LARGEST_BYTES = 240;
    /// Names that Windows keeps for devices, with any extension: a library is often seen over a network.
    private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

    private LibraryName() {}

    /// Separators, control characters, what turns the direction of writing and what is no Unicode become `_`; characters
    /// are composed (NFC). Leading dots go, so that nothing published is hidden or in the way of `.revaer`; so do dots
    /// and blanks at the end and names of devices, which Windows does not take. A name too long loses its middle, not its
    /// extension.
    ///
    /// @param fallback where nothing of the name remains
    public static String of(String name, String fallback) {
        var safe = new StringBuilder();
        name.codePoints().map(point -> isUnsafe(point) ? '_' : point).forEach(safe::appendCodePoint);
        var trimmed = trimmed(Normalizer.normalize(safe, Normalizer.Form.NFC));
        if (DEVICE.matcher(trimmed.toLowerCase(Locale.ROOT)).matches()) {
            trimmed = "_" + trimmed;
        }
        return trimmed.isEmpty() ? fallback : trimmed(shortened(storable(trimmed)));
    }

    private static String trimmed(String name) {
        var start = 0;
        var end = name.length();
        while (start < end && isAtNoEnd(name.charAt(start))) {
            start++;
        }
        while (end > start && isAtNoEnd(name.charAt(end - 1))) {
            end--;
        }
        return name.substring(start, end);
    }

    private static boolean isAtNoEnd(char character) {
        return character == '.' || Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    /// `name (2)`, before the extension if it has one.
    public static String numbered(String name, int number) {
        var dot = extensionStart(name);
        return name.substring(0, dot) + " (" + number + ")" + name.substring(dot);
    }

    private static boolean isUnsafe(int point) {
        return point == '/' || point == '\\' || Character.isISOControl(point)
                || Character.getType(point) == Character.SURROGATE || isTurning(point);
    }

    private static boolean isTurning(int point) {
        return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
    }

    /// Without a UTF-8 locale Java cannot write other characters than ASCII.
    private static String storable(String name) {
        try {
            return Path.of(name).toString();
        } catch (InvalidPathException _) {
            return name.replaceAll("[^ -~]", "_");
        }
    }

    private static String shortened(String name) {
        if (bytes(name) <= LARGEST_BYTES) {
            return name;
        }
        var extension = name.substring(extensionStart(name));
        var stem = name.substring(0, extensionStart(name));
        while (bytes(stem) + bytes(extension) > LARGEST_BYTES) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + extension;
    }

    /// Where a short extension begins, or the end.
    private static int extensionStart(String name) {
        var dot = name.lastIndexOf('.');
        return dot <= 0 || name.length() - dot > 12 || name.indexOf(' ', dot) >= 0
                || bytes(name.substring(dot)) > 48
                        ? name.length()
                        : dot;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
