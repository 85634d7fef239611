package dev.revaer.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/// Speaks the service's contract on a random port of the loopback: answers what a test has set, and plays one script
/// for each connection to the event stream.
public final class FakeRevaer implements AutoCloseable {
    /// The only key it takes.
    private static final Set<String> HEALTH = Set.of("GET /health", "GET /livez", "GET /readyz");
    public static final String KEY = "key-of-the-test";

    private final HttpServer server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final Queue<EventScript> scripts = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    private volatile Duration delay = Duration.ZERO;

    /// Starts it.
    public FakeRevaer() {
        this(0);
    }

    /// Starts it where another was, which a client may wait for.
    ///
    /// @param port 0 for any that is free
    public FakeRevaer(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /// Where it listens.
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /// The port it listens on.
    public int port() {
        return server.getAddress().getPort();
    }

    /// Thinks so long about every request, or until it is closed.
    public FakeRevaer slow(Duration thinks) {
        delay = thinks;
        return this;
    }

    /// Answers this request from now on.
    ///
    /// @param request method, path and query, such as `GET /v1/torrents?limit=500`
    public FakeRevaer on(String request, int status, String json) {
        String type = status >= 400 && !HEALTH.contains(request)
                ? "application/problem+json"
                : "application/json";
        return on(request, new Reply(status, type, json));
    }

    /// Answers this request from now on.
    public FakeRevaer on(String request, Reply reply) {
        replies.put(request, reply);
        return this;
    }

    /// Plays these scripts, one for each connection to the event stream.
    public FakeRevaer events(EventScript... played) {
        scripts.addAll(List.of(played));
        return this;
    }

    /// What was asked so far.
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /// What was asked of the event stream so far.
    public List<Request> eventRequests() {
        return requests.stream().filter(request -> request.line().startsWith("GET /v1/events")).toList();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(
                new Request(
                        line,
                        body,
                        headers.getFirst("Authorization"),
                        headers.getFirst("Last-Event-ID"),
                        System.nanoTime()));
        think();
        boolean open = HEALTH.contains(line) || line.startsWith("POST /admin/setup/");
        if (!open && !("Bearer " + KEY).equals(headers.getFirst("Authorization"))) {
            send(
                    exchange,
                    new Reply(
                            401,
                            "application/problem+json",
                            problem(401, "Unauthorized", "no such key")));
        } else if (line.startsWith("GET /v1/events") && !replies.containsKey(line)) {
            play(exchange);
        } else {
            send(
                    exchange,
                    replies.getOrDefault(
                            line,
                            new Reply(
                                    404,
                                    "application/problem+json",
                                    problem(404, "Not Found", "nothing at " + line))));
        }
        // Not in a finally clause: what is thrown must break the connection off instead of ending the answer.
        exchange.close();
    }

    private void think() {
        try {
            var _ = closing.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void play(HttpExchange exchange) throws IOException {
        EventScript script = scripts.poll();
        if (script == null) {
            send(
                    exchange,
                    new Reply(
                            503,
                            "application/problem+json",
                            problem(503, "Service Unavailable", "no script")));
            return;
        }
        var frames = new Frames(exchange, closing);
        script.play(frames);
        frames.open();
        if (frames.cut) {
            throw new IOException("cut by the test");
        }
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", reply.type());
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        if (reply.stalls()) {
            exchange.sendResponseHeaders(reply.status(), bytes.length + 10L);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
            hold(closing);
            return;
        }
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static void hold(CountDownLatch closing) {
        try {
            closing.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// A problem document without faults.
    public static String problem(int status, String title, String detail) {
        return """
                {"type":"https://revaer.dev/problems/test","title":"%s","status":%d,"detail":"%s","requestId":"r-1"}"""
                .formatted(title, status, detail);
    }

    /// What was asked: method with path and query, body, and the headers that matter.
    ///
    /// @param nanoTime when it was
    public record Request(
            String line,
            String body,
            @Nullable String authorization,
            @Nullable String lastEventId,
            long nanoTime) {}

    /// What is answered.
    ///
    /// @param stalls the last bytes never come
    public record Reply(int status, String type, String body, boolean stalls) {
        /// An answer that is whole.
        public Reply(int status, String type, String body) {
            this(status, type, body, false);
        }
    }

    /// What happens on one connection to the event stream.
    public interface EventScript {
        /// Sends frames; the connection ends when it returns.
        void play(Frames frames) throws IOException;
    }

    /// The sending side of an event stream, which is open from the first frame on: what a script sets before that is
    /// seen by a client that asks when the stream is open.
    public static final class Frames {
        private final HttpExchange exchange;
        private final CountDownLatch closing;
        private boolean open;
        private boolean cut;

        Frames(HttpExchange exchange, CountDownLatch closing) {
            this.exchange = exchange;
            this.closing = closing;
        }

        /// Sends an event of a torrent.
        public Frames event(long id, String type, String infoHash, String data) throws IOException {
            return raw(
                    """
                            id: %d
                            event: %s
                            data: {"id":%d,"type":"%s","at":"2026-11-21T05:00:00Z","severity":"info","infoHash":"%s","data":%s}

                            """
                            .formatted(id, type, id, type, infoHash, data));
        }

        /// Has clients come back at once.
        public Frames comeBackSoon() throws IOException {
            return raw("retry: 10\n\n");
        }

        /// Sends text as it is.
        public Frames raw(String text) throws IOException {
            open();
            exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            return this;
        }

        /// Keeps the connection open until the server closes.
        public void hold() throws IOException {
            open();
            FakeRevaer.hold(closing);
        }

        /// Has the connection break off when the script is over.
        public void cut() {
            cut = true;
        }

        private void open() throws IOException {
            if (!open) {
                open = true;
                exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().flush();
            }
        }
    }
}
