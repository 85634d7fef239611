package dev.revaer.engine.session.metainfo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Writes metainfo that [LibtorrentMetainfo#create] would not make.
public final class Bencoding {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Bencoding() {}

    /// The value bencoded.
    ///
    /// @param value a string, bytes, an integer, a list, or a map whose keys are in order
    public static byte[] of(Object value) {
        var bencoding = new Bencoding();
        bencoding.write(value);
        return bencoding.out.toByteArray();
    }

    private void write(Object value) {
        switch (value) {
            case String text -> write(text.getBytes(StandardCharsets.UTF_8));
            case byte[] bytes -> {
                ascii(bytes.length + ":");
                out.writeBytes(bytes);
            }
            case Number number -> ascii("i" + number + "e");
            case List<?> list -> {
                ascii("l");
                list.forEach(this::write);
                ascii("e");
            }
            case Map<?, ?> map -> {
                ascii("d");
                map.forEach((key, inside) -> {
                    write(key);
                    write(inside);
                });
                ascii("e");
            }
            default -> throw new IllegalArgumentException("cannot be bencoded: " + value);
        }
    }

    private void ascii(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
