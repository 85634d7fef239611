package dev.revaer.app.foreign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.revaer.app.ServiceFixture;

/// Stands between a peer that connects and one that listens, and keeps what goes by.
final class WireTap implements AutoCloseable {
    private static final int BACKLOG = 20;
    private static final int BUFFER = 64 << 10;
    private static final byte[] PLAIN_HANDSHAKE = "\u0013BitTorrent protocol"
            .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<ByteArrayOutputStream> streams = new CopyOnWriteArrayList<>();

    private WireTap(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /// @param target port on 127.0.0.1 that all connections are led to
    static WireTap to(int target) throws IOException {
        var port = ServiceFixture.freePort();
        var tap = new WireTap(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()), target);
        Thread.ofVirtual().name("wire-tap").start(tap::accept);
        return tap;
    }

    int port() {
        return listener.getLocalPort();
    }

    /// The streams, one for each direction of a connection, that carried at least so many bytes.
    List<byte[]> streams(int size) {
        var large = new ArrayList<byte[]>();
        for (var stream : streams) {
            synchronized (stream) {
                if (stream.size() >= size) {
                    large.add(stream.toByteArray());
                }
            }
        }
        return large;
    }

    /// Whether the first thing that was said is BEP 3's handshake, for all to read.
    static boolean isPlain(byte[] stream) {
        return indexOf(stream, PLAIN_HANDSHAKE) == 0;
    }

    static int indexOf(byte[] stream, byte[] sought) {
        return new String(stream, StandardCharsets.ISO_8859_1)
                .indexOf(new String(sought, StandardCharsets.ISO_8859_1));
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                lead(open(listener.accept()));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void lead(Socket from) throws IOException {
        try {
            var to = open(new Socket(InetAddress.getLoopbackAddress(), target));
            Thread.ofVirtual().name("wire-tap-there").start(() -> carry(from, to));
            Thread.ofVirtual().name("wire-tap-back").start(() -> carry(to, from));
        } catch (IOException e) {
            from.close();
        }
    }

    private Socket open(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    private void carry(Socket from, Socket to) {
        var stream = new ByteArrayOutputStream();
        streams.add(stream);
        var buffer = new byte[BUFFER];
        try (from; to) {
            for (int read = from.getInputStream().read(buffer); read > 0;) {
                synchronized (stream) {
                    stream.write(buffer, 0, read);
                }
                to.getOutputStream().write(buffer, 0, read);
                read = from.getInputStream().read(buffer);
            }
        } catch (IOException e) {
            // one of them has hung up
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
