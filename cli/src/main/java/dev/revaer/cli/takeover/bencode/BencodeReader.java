package dev.revaer.cli.takeover.bencode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/// Reads bytes that nobody vouches for: no deeper and no more values than any client writes, and to the last byte.
public final class BencodeReader {
    private static final int DEEPEST = 100;
    private static final int MOST_VALUES = 4_000_000;
    private static final int LONGEST_NUMBER = 20;

    private final byte[] bytes;
    private int position;
    private int values;

    private BencodeReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Reads a dictionary that is all there is.
    ///
    /// @throws UnreadableException if that is not what the bytes are
    public static Dictionary read(byte[] bytes) throws UnreadableException {
        var reader = new BencodeReader(bytes);
        if (!(reader.value(0) instanceof Dictionary dictionary)) {
            throw new UnreadableException("it is no bencoded dictionary");
        }
        if (reader.position != bytes.length) {
            throw new UnreadableException("something follows its end");
        }
        return dictionary;
    }

    private Bencoded value(int depth) throws UnreadableException {
        if (depth > DEEPEST || ++values > MOST_VALUES) {
            throw new UnreadableException("it is nested too deep, or holds too many values");
        }
        return switch (peek()) {
            case 'i' -> integer();
            case 'l' -> list(depth);
            case 'd' -> dictionary(depth);
            default -> new Bencoded.Text(string());
        };
    }

    private Bencoded integer() throws UnreadableException {
        position++;
        var end = indexOf((byte) 'e');
        var digits = new String(bytes, position, end - position, StandardCharsets.ISO_8859_1);
        position = end + 1;
        try {
            return new Bencoded.Whole(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            throw new UnreadableException("it has a number that is none", e);
        }
    }

    private Bencoded list(int depth) throws UnreadableException {
        position++;
        List<Bencoded> items = new ArrayList<>();
        while (peek() != 'e') {
            items.add(value(depth + 1));
        }
        position++;
        return new Bencoded.Items(items);
    }

    private Dictionary dictionary(int depth) throws UnreadableException {
        position++;
        var entries = new TreeMap<String, Bencoded>();
        var spans = new TreeMap<String, Dictionary.Span>();
        while (peek() != 'e') {
            var key = new String(string(), StandardCharsets.ISO_8859_1);
            int begin = position;
            entries.put(key, value(depth + 1));
            spans.put(key, new Dictionary.Span(begin, position));
        }
        position++;
        return new Dictionary(bytes, entries, spans);
    }

    private byte[] string() throws UnreadableException {
        int colon = indexOf((byte) ':');
        int length = 0;
        for (int at = position; at < colon; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9 || length > (bytes.length - digit) / 10) {
                throw new UnreadableException("it is cut short, or no bencoding");
            }
            length = length * 10 + digit;
        }
        if (colon == position || length > bytes.length - colon - 1) {
            throw new UnreadableException("it is cut short, or no bencoding");
        }
        position = colon + 1 + length;
        return Arrays.copyOfRange(bytes, colon + 1, position);
    }

    private int indexOf(byte end) throws UnreadableException {
        for (int at = position; at < Math.min(bytes.length, position + LONGEST_NUMBER + 1); at++) {
            if (bytes[at] == end) {
                return at;
            }
        }
        throw new UnreadableException("it is cut short, or no bencoding");
    }

    private int peek() throws UnreadableException {
        if (position >= bytes.length) {
            throw new UnreadableException("it is cut short");
        }
        return bytes[position];
    }
}
