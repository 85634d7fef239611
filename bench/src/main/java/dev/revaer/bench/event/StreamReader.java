package dev.revaer.bench.event;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

/// One client of the event stream, which reads as fast as it can, or never.
final class StreamReader implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final byte[] PROGRESS = Stamp.ascii("event: progress");
    private static final byte[] FAILURE = Stamp.ascii("event: failure");
    private static final int LEAST_EVENT = 40;

    private final Socket socket;
    private final Delays progressDelays;
    private final Delays otherDelays;
    private final LongAdder progress = new LongAdder();
    private final LongAdder others = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /// Connects and asks.
    ///
    /// @param query of the stream, with its question mark
    StreamReader(int port, String key, String query, Delays progressDelays, Delays otherDelays)
            throws IOException {
        this.progressDelays = progressDelays;
        this.otherDelays = otherDelays;
        this.socket = new Socket();
        // what lies in the kernel of the client is not the service's doing
        socket.setReceiveBufferSize(BUFFER * 4);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        var request = "GET /v1/events" + query + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Revaer-Api-Key: " + key
                + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    long progress() {
        return progress.sum();
    }

    /// Events but `progress`.
    long others() {
        return others.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    /// Waits for the greeting, after which nothing is missed.
    void greet() throws IOException {
        var last = new byte[4];
        for (int blank = 0; blank < 2;) {
            System.arraycopy(last, 1, last, 0, 3);
            var next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException("refused");
            }
            last[3] = (byte) next;
            // the head ends with an empty line, and so does the greeting
            if (last[3] == '\n' && (last[2] == '\n' || (last[2] == '\r' && last[1] == '\n'))) {
                blank++;
            }
        }
    }

    /// Reads until the service ends the stream, or [#close].
    void read() throws IOException {
        var buffer = new byte[BUFFER];
        int filled = 0;
        InputStream in = socket.getInputStream();
        for (int count = in.read(buffer, 0, BUFFER); count >= 0; count = in
                .read(buffer, filled, BUFFER - filled)) {
            bytes.add(count);
            filled += count;
            var taken = take(buffer, filled);
            System.arraycopy(buffer, taken, buffer, 0, filled - taken);
            filled -= taken;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// Looks at all whole frames.
    ///
    /// @return where the rest begins
    private int take(byte[] buffer, int filled) {
        int begin = 0;
        boolean isFirst = true;
        for (int i = 1; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\n') {
                isFirst = !look(buffer, begin, i + 1, isFirst) && isFirst;
                begin = i + 1;
            }
        }
        return begin;
    }

    /// Counts a frame. The time of one `progress` in each portion stands for all of it.
    ///
    /// @return whether that was `progress`
    private boolean look(byte[] buffer, int from, int to, boolean isTimed) {
        if (to - from < LEAST_EVENT) {
            return false;
        }
        // HTTP puts the size of a chunk before it, so that the frame need not begin with its id
        for (int at = from; at < to - PROGRESS.length; at++) {
            if (buffer[at] == 'e' && Stamp.isAt(buffer, at, PROGRESS)) {
                progress.increment();
                if (isTimed) {
                    progressDelays.add(Stamp.now() - Stamp.of(buffer, at, to, true));
                }
                return true;
            }
            if (buffer[at] == 'e' && Stamp.isAt(buffer, at, FAILURE)) {
                others.increment();
                otherDelays.add(Stamp.now() - Stamp.of(buffer, at, to, false));
                return false;
            }
        }
        return false;
    }
}
