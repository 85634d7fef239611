package dev.revaer.engine.session.metainfo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Replaces each character beyond U+FFFF in the names that metainfo gives its files (BEP 3, BEP 52).
///
/// It walks the bencoding once, as leniently as libtorrent, and leaves every other byte as it is.
final class NameRewriter {
    private static final int MAX_DEPTH = 100;
    private static final int FIRST_BEYOND = 0x10000;
    private static final int FOUR_BYTES = 4;

    private final byte[] metainfo;
    private final List<Edit> edits = new ArrayList<>();
    private boolean hasBeyond;
    private int position;

    /// What a value is, by where it stands.
    private enum Place {
        ROOT, INFO, FILES, FILE, PATH, TREE, NAME, ELSEWHERE;

        Place under(String key) {
            return switch (this) {
                case ROOT -> key.equals("info") ? INFO : ELSEWHERE;
                case INFO -> switch (key) {
                    case "name", "name.utf-8" -> NAME;
                    case "files" -> FILES;
                    case "file tree" -> TREE;
                    default -> ELSEWHERE;
                };
                case FILE -> key.equals("path") || key.equals("path.utf-8") ? PATH : ELSEWHERE;
                case TREE -> key.isEmpty() ? ELSEWHERE : TREE;
                case FILES, PATH, NAME, ELSEWHERE -> ELSEWHERE;
            };
        }

        Place inside() {
            return switch (this) {
                case FILES -> FILE;
                case PATH -> NAME;
                case ROOT, INFO, FILE, TREE, NAME, ELSEWHERE -> ELSEWHERE;
            };
        }
    }

    /// A string, its length included, and what stands in its place, a character for each byte.
    private record Edit(int from, int to, String name) {}

    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;
    }

    private NameRewriter(byte[] metainfo) {
        this.metainfo = metainfo;
    }

    /// The metainfo with `_` for each character beyond U+FFFF, and for each control character, in its names; empty if
    /// no name holds a character beyond U+FFFF.
    static Optional<byte[]> rewrite(byte[] metainfo) {
        var rewriter = new NameRewriter(metainfo);
        try {
            rewriter.value(Place.ROOT, 0);
        } catch (Malformed e) {
            return Optional.empty();
        }
        return rewriter.hasBeyond ? Optional.of(rewriter.edited()) : Optional.empty();
    }

    private void value(Place place, int depth) throws Malformed {
        if (depth > MAX_DEPTH) {
            throw new Malformed();
        }
        switch (peek()) {
            case 'i' -> integer();
            case 'l' -> list(place, depth);
            case 'd' -> dictionary(place, depth);
            default -> string(place == Place.NAME);
        }
    }

    private void integer() throws Malformed {
        while (peek() != 'e') {
            position++;
        }
        position++;
    }

    private void list(Place place, int depth) throws Malformed {
        position++;
        while (peek() != 'e') {
            value(place.inside(), depth + 1);
        }
        position++;
    }

    private void dictionary(Place place, int depth) throws Malformed {
        position++;
        while (peek() != 'e') {
            var key = string(place == Place.TREE);
            value(place.under(key), depth + 1);
        }
        position++;
    }

    private String string(boolean isName) throws Malformed {
        var from = position;
        var length = 0L;
        for (; peek() != ':'; position++) {
            var digit = peek() - '0';
            if (digit < 0 || digit > 9) {
                throw new Malformed();
            }
            length = length * 10 + digit;
            if (length > metainfo.length) {
                throw new Malformed();
            }
        }
        position++;
        if (length > metainfo.length - position) {
            throw new Malformed();
        }
        var start = position;
        position += (int) length;
        if (isName) {
            edits.add(new Edit(from, position, safe(start, position)));
        }
        return new String(metainfo, start, (int) length, StandardCharsets.ISO_8859_1);
    }

    private String safe(int from, int to) {
        var safe = new ByteArrayOutputStream(to - from);
        for (int at = from; at < to; at++) {
            if (isBeyond(at, to)) {
                hasBeyond = true;
                safe.write('_');
                at += FOUR_BYTES - 1;
            } else {
                var isControl = metainfo[at] >= 0 && metainfo[at] < ' ';
                safe.write(isControl ? '_' : metainfo[at]);
            }
        }
        return safe.toString(StandardCharsets.ISO_8859_1);
    }

    /// Whether four bytes of UTF-8 stand here (RFC 3629 §3).
    private boolean isBeyond(int at, int end) {
        if (end - at < FOUR_BYTES || (metainfo[at] & 0xF8) != 0xF0) {
            return false;
        }
        var character = metainfo[at] & 0x07;
        for (int i = 1; i < FOUR_BYTES; i++) {
            if ((metainfo[at + i] & 0xC0) != 0x80) {
                return false;
            }
            character = (character << 6) | (metainfo[at + i] & 0x3F);
        }
        return character >= FIRST_BEYOND && character <= Character.MAX_CODE_POINT;
    }

    private byte[] edited() {
        var edited = new ByteArrayOutputStream(metainfo.length);
        var copied = 0;
        for (var edit : edits) {
            edited.write(metainfo, copied, edit.from - copied);
            var name = edit.name.length() + ":" + edit.name;
            edited.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
            copied = edit.to;
        }
        edited.write(metainfo, copied, metainfo.length - copied);
        return edited.toByteArray();
    }

    private int peek() throws Malformed {
        if (position >= metainfo.length) {
            throw new Malformed();
        }
        return metainfo[position];
    }
}
