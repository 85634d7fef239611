package dev.revaer.engine.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// A tracker on loopback (BEP 3): every path is one; it answers all peers with those it was told of.
final class TestTracker implements AutoCloseable {
    private static final int PLENTY = 1_000_000;

    private final HttpServer server;
    private final List<String> announces = new CopyOnWriteArrayList<>();
    private final Set<Integer> peerPorts = ConcurrentHashMap.newKeySet();
    private final Semaphore answers = new Semaphore(PLENTY);
    private volatile String failure = "";

    TestTracker() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /// libtorrent announces to this machine only where the path begins with `/announce`.
    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/announce/" + path;
    }

    /// Every announce from now on is answered with this reason; empty for none.
    void failWith(String reason) {
        failure = reason;
    }

    /// So many announces more are answered, the others only when the tracker closes.
    void answerOnly(int count) {
        answers.drainPermits();
        answers.release(count);
    }

    void addPeer(int port) {
        peerPorts.add(port);
    }

    /// Path and query of each announce.
    List<String> announces() {
        return List.copyOf(announces);
    }

    long announces(String path) {
        return announces.stream().filter(announce -> announce.startsWith("/announce/" + path + "?")).count();
    }

    @Override
    public void close() {
        answers.release(PLENTY);
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            announces.add(exchange.getRequestURI().toString());
            answers.acquireUninterruptibly();
            var body = failure.isEmpty()
                    ? peers()
                    : ascii("d14:failure reason" + failure.length() + ":" + failure + "e");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private byte[] peers() throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(
                ascii(
                        "d8:completei3e10:downloadedi7e10:incompletei5e8:intervali1800e12:min intervali1e5:peers"));
        out.write(ascii(peerPorts.size() * 6 + ":"));
        for (var port : peerPorts) {
            out.write(
                    ByteBuffer.allocate(6).put(new byte[]{127, 0, 0, 1}).putShort(port.shortValue()).array());
        }
        out.write(ascii("e"));
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
