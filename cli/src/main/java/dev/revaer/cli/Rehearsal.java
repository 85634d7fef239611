package dev.revaer.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import dev.revaer.cli.session.Surroundings;
import dev.revaer.cli.view.Console;

/// Runs what users run most, against a service that is none: the JVM that watches it (`-XX:AOTCacheOutput`) keeps what it
/// has loaded and linked for the runs to come. Whoever builds or installs the command runs it once.
public final class Rehearsal {
    private static final String TORRENT = """
            {"infoHash":"3f9c000000000000000000000000000000000001","name":"name","state":"seeding","progress":1.0,\
            "sizeBytes":1,"downloadBytesPerSecond":1,"uploadBytesPerSecond":1,"ratio":1.5,"etaSeconds":1,"seeds":1,\
            "peers":1,"addedAt":"2026-01-01T00:00:00Z","tags":["a"],"fsops":{"state":"completed"}}""";
    private static final String PAGE = "{\"items\":[" + TORRENT + "],\"nextCursor\":null,\"total\":1}";
    private static final List<List<String>> RUNS = List.of(
            List.of("version"),
            List.of("--help"),
            List.of("ls"),
            List.of("ls", "-o", "json"),
            List.of("ls", "-o", "csv"),
            List.of("status", "name"),
            List.of("health"),
            List.of("ls", "--nonsense"));

    private Rehearsal() {}

    /// Runs them.
    public static void main(String[] arguments) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var path = exchange.getRequestURI().getPath();
            var text = path.equals("/v1/torrents")
                    ? PAGE
                    : path.startsWith("/v1/torrents/") ? TORRENT : "{\"status\":\"up\",\"components\":{}}";
            var body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            var surroundings = Surroundings.of(
                    Map.of(
                            "REVAER_URL",
                            "http://127.0.0.1:" + server.getAddress().getPort(),
                            "REVAER_API_KEY",
                            "none"),
                    "/nonexistent",
                    false);
            for (var run : RUNS) {
                var console = new Console(
                        new ByteArrayInputStream(new byte[0]),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream(),
                        surroundings.terminal());
                RevaerCommand.run(surroundings, console, run);
            }
        } finally {
            server.stop(0);
        }
    }
}
