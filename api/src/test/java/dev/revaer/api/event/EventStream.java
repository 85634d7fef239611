package dev.revaer.api.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.revaer.api.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/// A client of the event stream, which reads frame by frame and remembers every byte.
final class EventStream implements AutoCloseable {
    static final String HELLO = "retry: 2000\n";

    private final HttpHeaders headers;
    private final InputStream body;
    private final ByteArrayOutputStream greeting = new ByteArrayOutputStream();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    private EventStream(HttpHeaders headers, InputStream body) {
        this.headers = headers;
        this.body = body;
    }

    /// Connects and reads the greeting, after which no event is missed.
    static EventStream open(TestServer server, HttpRequest.Builder request) {
        var response = server.open(request);
        assertThat(response.statusCode()).isEqualTo(200);
        var stream = new EventStream(response.headers(), response.body());
        assertThat(stream.frame()).startsWith(HELLO);
        stream.greeting.writeBytes(stream.bytes());
        stream.read.reset();
        return stream;
    }

    static EventStream open(TestServer server, String query) {
        return open(server, server.to("/v1/events" + query));
    }

    HttpHeaders headers() {
        return headers;
    }

    /// The next frame with the empty line that ends it; waits for it.
    String frame() {
        var frame = new ByteArrayOutputStream();
        try {
            for (int before = 0, next = 0; before != '\n' || next != '\n';) {
                before = next;
                next = body.read();
                if (next < 0) {
                    throw new AssertionError("the stream ended after " + frame);
                }
                frame.write(next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        read.writeBytes(frame.toByteArray());
        return frame.toString(StandardCharsets.UTF_8);
    }

    /// The ids of the next frames, up to the one with this id.
    List<Long> idsUntil(long last) {
        var ids = new ArrayList<Long>();
        while (ids.isEmpty() || ids.getLast() < last) {
            ids.add(idOf(frame()));
        }
        return ids;
    }

    /// The ids of so many next frames.
    List<Long> ids(int count) {
        return Stream.generate(() -> idOf(frame())).limit(count).toList();
    }

    /// Whether the server has ended the stream; waits for more.
    boolean isAtEnd() {
        try {
            return body.read() < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String greeting() {
        return greeting.toString(StandardCharsets.UTF_8);
    }

    /// All that was read so far but the greeting.
    byte[] bytes() {
        return read.toByteArray();
    }

    static long idOf(String frame) {
        var first = frame.lines().findFirst().orElseThrow();
        assertThat(first).startsWith("id: ");
        return Long.parseLong(first.substring(4));
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
