package dev.revaer.fsops.select;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Turns a torrent's name into a safe file name.
public final class LibraryName {
    /// File systems take 255 bytes; the rest is for ` (2)`.
    private static final int LARGEST_BYTES = 240;

    private LibraryName() {}

    /// Separators, control characters and what is no Unicode become `_`; leading dots go, so that nothing published is
    /// hidden or in the way of `.revaer`; a name too long loses its middle, not its extension.
    ///
    /// @param fallback where nothing of the name remains
    public static String of(String name, String fallback) {
        var safe = new StringBuilder();
        name.codePoints().map(point -> isUnsafe(point) ? '_' : point).forEach(safe::appendCodePoint);
        var trimmed = safe.toString().strip();
        while (trimmed.startsWith(".")) {
            trimmed = trimmed.substring(1).strip();
        }
        return trimmed.isEmpty() ? fallback : shortened(storable(trimmed));
    }

    /// `name (2)`, before the extension if it has one.
    public static String numbered(String name, int number) {
        var dot = extensionStart(name);
        return name.substring(0, dot) + " (" + number + ")" + name.substring(dot);
    }

    private static boolean isUnsafe(int point) {
        return point == '/' || point == '\\' || Character.isISOControl(point)
                || Character.getType(point) == Character.SURROGATE;
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
