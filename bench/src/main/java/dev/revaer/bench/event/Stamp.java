package dev.revaer.bench.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The time at which an event was published, as a number in the event itself: microseconds since 1970.
final class Stamp {
    /// Members of `data` that hold a stamp.
    private static final byte[] IN_PROGRESS = ascii("\"sizeBytes\":");
    private static final byte[] IN_FAILURE = ascii("\"reason\":\"");

    private Stamp() {}

    static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /// The stamp in a frame.
    ///
    /// @param from where it begins in the bytes
    /// @param to where it ends
    static long of(byte[] bytes, int from, int to, boolean isProgress) {
        var member = isProgress ? IN_PROGRESS : IN_FAILURE;
        for (int at = from; at + member.length < to; at++) {
            if (isAt(bytes, at, member)) {
                return number(bytes, at + member.length, to);
            }
        }
        throw new IllegalArgumentException(
                "no stamp in " + new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    static boolean isAt(byte[] bytes, int at, byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (bytes[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static long number(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to && Character.isDigit(bytes[i]); i++) {
            number = number * 10 + bytes[i] - '0';
        }
        return number;
    }
}
