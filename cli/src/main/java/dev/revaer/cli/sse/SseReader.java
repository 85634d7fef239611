package dev.revaer.cli.sse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import org.jspecify.annotations.Nullable;

/// Parses an event stream (WHATWG HTML §9.2.6) as it arrives, in bounded memory.
final class SseReader {
    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,9}");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private final int limit;
    private final byte[] buffer = new byte[8192];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private int position;
    private int end;
    private boolean afterReturn;
    private boolean begun;
    private boolean hasData;
    private String event = "";
    private @Nullable String givenId;
    private @Nullable String lastId;
    private @Nullable Duration retry;

    /// @param limit bytes that one line, and characters that the data of one event, may have
    SseReader(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /// Waits for the next event; empty at the stream's end. An event the end cuts short is dropped.
    ///
    /// @throws CliException with [CliError.NotUnderstood] when it is longer than the limit
    Optional<SseFrame> next() throws IOException {
        for (String text = nextLine(); text != null; text = nextLine()) {
            if (!text.isEmpty()) {
                field(text);
            } else {
                lastId = givenId;
                if (hasData) {
                    return Optional.of(dispatched());
                }
                event = "";
            }
        }
        return Optional.empty();
    }

    /// The last id that came as part of a whole frame, be it one without data.
    @Nullable
    String lastId() {
        return lastId;
    }

    /// How long the server wants us to wait before we come back.
    Optional<Duration> retry() {
        return Optional.ofNullable(retry);
    }

    /// Whether a line came at all, be it a heartbeat.
    boolean hasBegun() {
        return begun;
    }

    private SseFrame dispatched() {
        var frame = new SseFrame(
                lastId,
                event.isEmpty() ? "message" : event,
                data.substring(0, data.length() - 1));
        data.setLength(0);
        hasData = false;
        event = "";
        return frame;
    }

    private void field(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        value = value.startsWith(" ") ? value.substring(1) : value;
        switch (name) {
            case "data" -> {
                if (data.length() + value.length() > limit) {
                    throw oversized();
                }
                data.append(value).append('\n');
                hasData = true;
            }
            case "event" -> event = value;
            case "id" -> givenId = value.indexOf('\0') < 0 ? value : givenId;
            case "retry" ->
                retry = MILLIS.matcher(value).matches() ? Duration.ofMillis(Long.parseLong(value)) : retry;
            default -> {
                // A comment, or a field of a later version.
            }
        }
    }

    private @Nullable String nextLine() throws IOException {
        for (int next = nextByte(); next >= 0; next = nextByte()) {
            boolean secondOfPair = next == '\n' && afterReturn;
            afterReturn = next == '\r';
            if (secondOfPair) {
                continue;
            }
            if (next == '\n' || next == '\r') {
                return ended();
            }
            if (line.size() == limit) {
                throw oversized();
            }
            line.write(next);
        }
        return null;
    }

    private String ended() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (!begun && text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(1);
        }
        begun = true;
        return text;
    }

    private int nextByte() throws IOException {
        if (position == end) {
            position = 0;
            end = Math.max(0, in.read(buffer));
            if (end == 0) {
                return -1;
            }
        }
        return buffer[position++] & 0xFF;
    }

    private CliException oversized() {
        return new CliException(new CliError.NotUnderstood("an event of more than " + limit + " bytes"));
    }
}
