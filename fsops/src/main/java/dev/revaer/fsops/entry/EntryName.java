package dev.revaer.fsops.entry;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;

/// Reads the names archives give to their entries.
final class EntryName {
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
    private static final int LARGEST_PART_BYTES = 255;
    private static final int LARGEST_BYTES = 2048;

    private EntryName() {}

    /// Makes a safe path of a name.
    ///
    /// @return a relative path with parts parted by `/`, control characters as `_`; empty for the root itself
    /// @throws UnsafeEntryException when it leads out of the archive's directory or no file can have it
    static String clean(String raw) throws UnsafeEntryException {
        if (raw.startsWith("/") || DRIVE.matcher(raw).matches()) {
            throw new UnsafeEntryException(raw, "has an absolute name");
        }
        if (raw.indexOf('\\') >= 0 || raw.indexOf('\0') >= 0) {
            throw new UnsafeEntryException(raw, "has a backslash or a NUL in its name");
        }
        var parts = new ArrayList<String>();
        for (var part : raw.split("/", -1)) {
            if (part.equals("..")) {
                throw new UnsafeEntryException(raw, "leads out of its directory");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(printable(part));
            }
        }
        var name = String.join("/", parts);
        checkStorable(raw, name);
        return name;
    }

    private static String printable(String part) {
        var text = new StringBuilder();
        part.codePoints()
                .map(point -> Character.isISOControl(point) ? '_' : point)
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    private static void checkStorable(String raw, String name) throws UnsafeEntryException {
        try {
            var tooLong = bytes(name) > LARGEST_BYTES;
            for (var part : Path.of(name)) {
                tooLong |= bytes(part.toString()) > LARGEST_PART_BYTES;
            }
            if (tooLong) {
                throw new UnsafeEntryException(
                        raw.substring(0, 40) + "…",
                        "has a name longer than file systems take");
            }
        } catch (InvalidPathException _) {
            throw new UnsafeEntryException(
                    raw,
                    "has a name that cannot be written on this system (does it run with a UTF-8 locale?)");
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
