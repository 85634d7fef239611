package dev.revaer.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
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
        var directory = Files.createTempDirectory("rehearsal");
        var file = Files.createDirectory(directory.resolve("revaer")).resolve("cli.toml");
        try {
            Files.writeString(
                    file,
                    "url = \"http://127.0.0.1:" + server.getAddress().getPort()
                            + "\"\napiKey = \"none\"\n");
            var surroundings = RevaerCommand
                    .surroundings(new HashMap<>(Map.of("XDG_CONFIG_HOME", directory.toString())));
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
            Files.deleteIfExists(file);
            Files.delete(file.resolveSibling(""));
            Files.delete(directory);
        }
    }
}
