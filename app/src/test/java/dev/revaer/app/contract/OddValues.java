package dev.revaer.app.contract;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// What no client should send, by the parser it is meant for.
final class OddValues {
    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "0",
            "-1",
            "1e400",
            "99999999999999999999",
            "true",
            "null",
            HASH,
            "\u0000",
            "\r\nX-Forged: 1",
            "\u001b[31m",
            "\ud800",
            "\u202e",
            "%00",
            "%",
            "../../etc/passwd",
            "**/**/**/**/**/**/*{a,b}{c,d}[!x]?*",
            "[",
            "{a,{b,{c",
            "\\",
            "*".repeat(300),
            "(a+)+$",
            "a".repeat(3_000),
            "eyJhIjoxfQ",
            "AAAA",
            "seeding",
            "infoHash,,name",
            "PT1S",
            "P-99999999D",
            "2026-13-45T99:99:99Z",
            "::1",
            "0.0.0.0:0",
            "http://[::1",
            "udp://x:99999/");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e308",
            "9223372036854775808",
            "1.5",
            "{}",
            "[]",
            "[[[[[[]]]]]]",
            "{\"a\":{\"b\":{}}}",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"**/**/**/*{a,b}[\"",
            "\"" + "x".repeat(2_000) + "\"");
    private static final List<String> BENCODE = List.of(
            "d",
            "l",
            "e",
            "i1e",
            "i-0e",
            "i99999999999999999999e",
            "0:",
            "4:info",
            "6:lengthi5e",
            "12:piece lengthi16384e",
            "4:name4:film",
            "4:name2:..",
            "6:pieces20:aaaaaaaaaaaaaaaaaaaa",
            "5:filesld6:lengthi1e4:pathl2:..1:aeee",
            "8:announce15:udp://x/announc",
            "9999999999:",
            "-1:",
            "9:file tree",
            "12:meta versioni2e");
    private static final List<String> MAGNETS = List.of(
            "magnet:?",
            "xt=urn:btih:" + HASH,
            "xt=urn:btih:",
            "xt=urn:btmh:1220" + "a".repeat(64),
            "xt=urn:btmh:ffff",
            "&",
            "=",
            "dn=%",
            "dn=%00%ff",
            "tr=udp%3A%2F%2F",
            "tr=x",
            "ws=http://",
            "x.pe=127.0.0.1:99999",
            "so=0-99999999",
            "so=-",
            "#",
            "\u0000");
    private static final String GOOD = "d4:infod6:lengthi5e4:name4:film12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee";

    private final Random random;

    OddValues(Random random) {
        this.random = random;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    String text() {
        return any(TEXTS);
    }

    /// For one place in a path: never empty, nor one that leads elsewhere.
    String segment() {
        var text = text();
        return text.isBlank() ? HASH : text;
    }

    /// As far as a client can send it.
    String header() {
        return text().replaceAll("[^ -~]", "?");
    }

    /// The JSON with some values, or characters, put in the place of others.
    String spoilt(String json) {
        var spoilt = json;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            var at = random.nextInt(spoilt.length());
            var colon = spoilt.indexOf(':', at);
            spoilt = switch (random.nextInt(4)) {
                case 0 -> spoilt.substring(0, at);
                case 1 -> spoilt.substring(0, at) + any(List.of("{", "}", "[", "]", "\"", ",", "\u0000", "é"))
                        + spoilt.substring(at);
                default -> colon < 0
                        ? spoilt
                        : spoilt.substring(0, colon + 1) + any(VALUES)
                                + spoilt.substring(endOfValue(spoilt, colon + 1));
            };
            if (spoilt.isEmpty()) {
                return spoilt;
            }
        }
        return spoilt;
    }

    private static int endOfValue(String json, int from) {
        for (int i = from; i < json.length(); i++) {
            if (",}".indexOf(json.charAt(i)) >= 0) {
                return i;
            }
        }
        return json.length();
    }

    byte[] metainfo() {
        if (random.nextBoolean()) {
            var bytes = GOOD.getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            return bytes;
        }
        return joined("d", BENCODE, "e").getBytes(StandardCharsets.ISO_8859_1);
    }

    String magnet() {
        return joined("magnet:?", MAGNETS, "");
    }

    byte[] upload(byte[] metainfo) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(
                "--cut\r\nContent-Disposition: form-data; name=\"torrent\"\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(metainfo);
        if (random.nextInt(4) > 0) {
            var options = "\r\n--cut\r\nContent-Disposition: form-data; name=\"options\"\r\n\r\n"
                    + spoilt("{\"paused\": true, \"include\": [\"**\"], \"tags\": [\"a\"]}");
            body.writeBytes(options.getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(any(List.of("\r\n--cut--\r\n", "\r\n--cut", "")).getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    private String joined(String first, List<String> pieces, String last) {
        var text = new StringBuilder(first);
        for (int i = random.nextInt(10); i > 0; i--) {
            text.append(any(pieces));
        }
        return text.append(last).toString();
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
