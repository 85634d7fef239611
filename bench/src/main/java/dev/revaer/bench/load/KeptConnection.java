package dev.revaer.bench.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One connection of HTTP/1.1 that is kept, with as little work around each request as can be: whoever makes the load
/// shares the processor with the service.
final class KeptConnection implements AutoCloseable {
    private static final int LIMIT_MILLIS = 60_000;
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int BUFFER = 64 * 1024;
    private static final int FIRST_REFUSAL = 300;
    private static final String LENGTH = "content-length:";

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    KeptConnection(InetSocketAddress address) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LIMIT_MILLIS);
        socket.connect(address, LIMIT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = socket.getOutputStream();
    }

    /// Sends a request and reads the whole answer.
    ///
    /// @throws IOException also if the answer is a problem, or does not say how long it is
    void exchange(byte[] request) throws IOException {
        out.write(request);
        var first = line();
        var status = Integer.parseInt(first.split(" ", 3)[1]);
        var length = -1;
        for (var header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
        }
        if (length < 0) {
            throw new IOException("an answer of unknown length: " + first);
        }
        if (status >= FIRST_REFUSAL) {
            throw new IOException(first + " " + new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
        in.skipNBytes(length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > LONGEST_LINE) {
                throw new EOFException("the answer ends early: " + line);
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
