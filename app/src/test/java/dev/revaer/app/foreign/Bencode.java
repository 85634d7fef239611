package dev.revaer.app.foreign;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads bencoding (BEP 3): integers are `Long`, strings `byte[]`, lists `List`, dictionaries `Map` with keys of one
/// character for each byte.
final class Bencode {
    private final byte[] bytes;
    private int position;

    private Bencode(byte[] bytes) {
        this.bytes = bytes;
    }

    static Object read(byte[] bytes) {
        return new Bencode(bytes).value();
    }

    private Object value() {
        return switch (bytes[position]) {
            case 'i' -> number('e');
            case 'l' -> list();
            case 'd' -> dictionary();
            default -> string();
        };
    }

    private long number(char end) {
        var from = bytes[position] == 'i' ? position + 1 : position;
        var to = from;
        while (bytes[to] != end) {
            to++;
        }
        position = to + 1;
        return Long.parseLong(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    }

    private List<Object> list() {
        var list = new ArrayList<>();
        for (position++; bytes[position] != 'e';) {
            list.add(value());
        }
        position++;
        return list;
    }

    private Map<String, Object> dictionary() {
        var dictionary = new TreeMap<String, Object>();
        for (position++; bytes[position] != 'e';) {
            dictionary.put(new String(string(), StandardCharsets.ISO_8859_1), value());
        }
        position++;
        return dictionary;
    }

    private byte[] string() {
        var length = (int) number(':');
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }
}
