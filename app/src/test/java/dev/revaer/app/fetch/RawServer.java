package dev.revaer.app.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Answers each connection with bytes of the test's choice, sound HTTP or not.
final class RawServer implements AutoCloseable {
    private final ServerSocket server;

    private RawServer(ServerSocket server) {
        this.server = server;
    }

    static RawServer start(Answering answering) throws IOException {
        var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (var client = server.accept()) {
                    answering.answer(client);
                } catch (IOException _) {
                    // the fetcher has gone, as it may
                }
            }
        });
        return new RawServer(server);
    }

    /// Reads up to a request's blank line, then sends the text and hangs up.
    static RawServer saying(String text) throws IOException {
        return start(client -> {
            readHead(client);
            client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        });
    }

    static void readHead(Socket client) throws IOException {
        var last = 0;
        for (var unit = client.getInputStream().read(); unit >= 0; unit = client.getInputStream().read()) {
            last = last << 8 | unit;
            if (last == 0x0d0a0d0a) {
                return;
            }
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/file";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    interface Answering {
        void answer(Socket client) throws IOException;
    }
}
