package dev.revaer.cli.takeover.bencode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/// Writes a dictionary, its keys in the order that BEP 3 asks for.
public final class BencodeWriter {
    private final TreeMap<String, byte[]> entries = new TreeMap<>();

    /// Puts an integer.
    public BencodeWriter put(String key, long value) {
        return raw(key, ("i" + value + "e").getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Puts a string.
    public BencodeWriter put(String key, byte[] value) {
        return raw(key, string(value));
    }

    /// Puts a text.
    public BencodeWriter put(String key, String value) {
        return put(key, value.getBytes(StandardCharsets.UTF_8));
    }

    /// Puts a list of integers.
    public BencodeWriter numbers(String key, List<Integer> values) {
        var list = new StringBuilder("l");
        values.forEach(value -> list.append('i').append((int) value).append('e'));
        return raw(key, list.append('e').toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Puts a list of texts.
    public BencodeWriter texts(String key, List<String> values) {
        var list = new ByteArrayOutputStream();
        list.write('l');
        values.forEach(value -> list.writeBytes(string(value.getBytes(StandardCharsets.UTF_8))));
        list.write('e');
        return raw(key, list.toByteArray());
    }

    /// Puts what is bencoded already.
    public BencodeWriter raw(String key, byte[] value) {
        entries.put(key, value);
        return this;
    }

    /// The dictionary.
    public byte[] bytes() {
        var all = new ByteArrayOutputStream();
        all.write('d');
        entries.forEach((key, value) -> {
            all.writeBytes(string(key.getBytes(StandardCharsets.ISO_8859_1)));
            all.writeBytes(value);
        });
        all.write('e');
        return all.toByteArray();
    }

    private static byte[] string(byte[] value) {
        var all = new ByteArrayOutputStream(value.length + 12);
        all.writeBytes((value.length + ":").getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(value);
        return all.toByteArray();
    }
}
