package dev.revaer.api.browser;

import java.nio.charset.StandardCharsets;

/// What a browser calls a file that it is given. The name may be a stranger's.
public final class Attachment {
    private static final int MOST_BYTES = 200;
    private static final String NAMELESS = "download";
    /// What file systems or shells take for more than a name.
    private static final String UNSAFE = "/\\:*?\"<>|";
    /// RFC 8187, section 3.2.1: attr-char, beside letters and digits.
    private static final String PLAIN = "!#$&+-.^_`|~";

    private Attachment() {}

    /// The value of `Content-Disposition` (RFC 6266): the name in ASCII for old clients, and as it is for all others
    /// (RFC 8187). What is no part of a name, or would make it look like another, is replaced.
    ///
    /// @param extension with its dot
    public static String called(String name, String extension) {
        var safe = safe(name) + extension;
        return "attachment; filename=\"" + ascii(safe) + "\"; filename*=UTF-8''" + encoded(safe);
    }

    private static String safe(String name) {
        var safe = new StringBuilder();
        var bytes = 0;
        for (var character : name.codePoints().toArray()) {
            var kept = isSafe(character) ? Character.toString(character) : "_";
            bytes += kept.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_BYTES) {
                break;
            }
            safe.append(kept);
        }
        var text = safe.toString().strip();
        var first = 0;
        while (first < text.length() && text.charAt(first) == '.') {
            first++;
        }
        return first == text.length() ? NAMELESS : text.substring(first);
    }

    private static boolean isSafe(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> UNSAFE.indexOf(character) < 0;
        };
    }

    /// Without `%`, which some clients decode here too (RFC 6266, appendix D).
    private static String ascii(String name) {
        var ascii = new StringBuilder();
        name.codePoints().forEach(c -> ascii.append(c < 0x7f && c != '%' ? (char) c : '_'));
        return ascii.toString();
    }

    private static String encoded(String name) {
        var encoded = new StringBuilder();
        for (var octet : name.getBytes(StandardCharsets.UTF_8)) {
            var character = (char) (octet & 0xff);
            var isPlain = (character < 0x80 && Character.isLetterOrDigit(character))
                    || PLAIN.indexOf(character) >= 0;
            if (isPlain) {
                encoded.append(character);
            } else {
                encoded.append("%%%02X".formatted((int) character));
            }
        }
        return encoded.toString();
    }
}
