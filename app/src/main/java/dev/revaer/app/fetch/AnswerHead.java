package dev.revaer.app.fetch;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// Status and fields of an answer (RFC 9112 §4 and §5).
record AnswerHead(int status, Map<String, String> fields) {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: .*)?");
    private static final int LARGEST = 64 * 1024;

    /// Passes over interim answers (1xx).
    ///
    /// @throws MalformedAnswer if this is not HTTP/1 or is longer than 64 KiB
    static AnswerHead read(InputStream in) throws IOException {
        var remaining = new int[]{LARGEST};
        while (true) {
            var matcher = STATUS.matcher(line(in, remaining));
            if (!matcher.matches()) {
                throw new MalformedAnswer("not HTTP/1.1");
            }
            var head = new AnswerHead(Integer.parseInt(matcher.group(1)), fields(in, remaining));
            if (head.status >= 200) {
                return head;
            }
        }
    }

    @Nullable
    String field(String name) {
        return fields.get(name);
    }

    Validators validators() {
        return new Validators(storable(field("etag")), storable(field("last-modified")));
    }

    /// Reads up to the end of the line, which it leaves out.
    ///
    /// @param remaining bytes that may still be read, counted down
    static String line(InputStream in, int[] remaining) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var unit = in.read(); unit != '\n'; unit = in.read()) {
            if (unit < 0) {
                throw new EOFException("the connection ended early");
            }
            if (--remaining[0] < 0) {
                throw new MalformedAnswer("its head is too long");
            }
            line.write(unit);
        }
        remaining[0]--;
        var text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static Map<String, String> fields(InputStream in, int[] remaining) throws IOException {
        var fields = new HashMap<String, String>();
        for (var line = line(in, remaining); !line.isEmpty(); line = line(in, remaining)) {
            var colon = line.indexOf(':');
            if (colon < 1) {
                throw new MalformedAnswer("a header field without a name");
            }
            var name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            var value = line.substring(colon + 1).strip();
            var before = fields.putIfAbsent(name, value);
            if (before != null && !before.equals(value) && name.equals("content-length")) {
                throw new MalformedAnswer("it has two lengths");
            }
        }
        return fields;
    }

    /// What is sent back later must fit a header field.
    private static @Nullable String storable(@Nullable String value) {
        var isPlain = value != null && value.length() <= 1024
                && value.chars().allMatch(unit -> unit >= ' ' && unit < 127);
        return isPlain ? value : null;
    }

    /// What came is not HTTP as it should be.
    static final class MalformedAnswer extends IOException {
        MalformedAnswer(String message) {
            super(message);
        }
    }
}
