package dev.revaer.engine.session;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A SOCKS5 proxy (RFC 1928) on loopback for TCP alone, that notes where it was asked to connect to.
final class Socks5Proxy implements AutoCloseable {
    private static final int IPV4 = 1;
    private static final int CONNECT = 1;

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Integer> ports = new CopyOnWriteArrayList<>();

    Socks5Proxy() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /// The ports of 127.0.0.1 that connections were made to.
    List<Integer> ports() {
        return List.copyOf(ports);
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client; var target = connect(client)) {
            threads.execute(() -> pump(target, client));
            client.getInputStream().transferTo(target.getOutputStream());
        } catch (IOException _) {
            // one side has gone
        }
    }

    private static void pump(Socket from, Socket to) {
        try (InputStream bytes = from.getInputStream(); OutputStream sink = to.getOutputStream()) {
            bytes.transferTo(sink);
        } catch (IOException _) {
            // one side has gone
        }
    }

    private Socket connect(Socket client) throws IOException {
        var in = new DataInputStream(client.getInputStream());
        var out = client.getOutputStream();
        in.readUnsignedByte();
        in.readNBytes(in.readUnsignedByte());
        out.write(new byte[]{5, 0});
        in.readUnsignedByte();
        var command = in.readUnsignedByte();
        in.readUnsignedByte();
        if (command != CONNECT || in.readUnsignedByte() != IPV4) {
            out.write(new byte[]{5, 7, 0, 1, 0, 0, 0, 0, 0, 0});
            throw new IOException("not asked to connect by IPv4");
        }
        var address = InetAddress.getByAddress(in.readNBytes(4));
        var port = in.readUnsignedShort();
        var target = new Socket(address, port);
        ports.add(port);
        out.write(new byte[]{5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        return target;
    }
}
