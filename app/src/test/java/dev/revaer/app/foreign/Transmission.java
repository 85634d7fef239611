package dev.revaer.app.foreign;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import dev.revaer.app.ServiceFixture;
import tools.jackson.databind.json.JsonMapper;

/// How transmission-daemon is told what to do: its settings file, and the torrent over its RPC.
final class Transmission {
    private static final int ENCRYPTION_PREFERRED = 1;
    private static final int ENCRYPTION_REQUIRED = 2;
    private static final int NEEDS_SESSION = 409;
    private static final String LEECHING = "\"status\":4";
    private static final String SEEDING = "\"status\":6";
    private static final String SESSION = "X-Transmission-Session-Id";
    private static final JsonMapper JSON = JsonMapper.shared();

    private Transmission() {}

    static ForeignProcess start(Share share) throws Exception {
        return start(share, ServiceFixture.freePort());
    }

    /// The same with a port of its RPC.
    static ForeignProcess start(Share share, int rpcPort) throws Exception {
        var program = ForeignProgram.TRANSMISSION.require();
        var home = Files.createDirectories(share.home());
        Files.write(home.resolve("settings.json"), JSON.writeValueAsBytes(settings(share, rpcPort)));
        var rpc = URI.create("http://127.0.0.1:" + rpcPort + "/transmission/rpc");
        try (var client = HttpClient.newHttpClient()) {
            var process = ForeignProcess
                    .start(home, List.of(program, "--foreground", "--config-dir", home.toString()))
                    .awaitReady("transmission-daemon", () -> answers(client, rpc));
            var session = send(client, rpc, "", "{}").headers().firstValue(SESSION).orElseThrow();
            send(client, rpc, session, command("torrent-add", torrent(share)));
            var ask = command("torrent-get", Map.of("fields", List.of("status")));
            var sharing = share.hasContent() ? SEEDING : LEECHING;
            return process.awaitReady(
                    "transmission's torrent",
                    () -> send(client, rpc, session, ask).body().contains(sharing));
        }
    }

    private static String command(String method, Map<String, Object> arguments) {
        return JSON.writeValueAsString(Map.of("method", method, "arguments", arguments));
    }

    private static Map<String, Object> settings(Share share, int rpcPort) {
        var isIpv6 = share.address() instanceof Inet6Address;
        return Map.ofEntries(
                Map.entry("bind-address-ipv4", isIpv6 ? "127.0.0.1" : share.host()),
                Map.entry("bind-address-ipv6", isIpv6 ? share.host() : "::1"),
                Map.entry("dht-enabled", false),
                Map.entry("download-dir", share.directory().toString()),
                Map.entry("encryption", share.isEncrypted() ? ENCRYPTION_REQUIRED : ENCRYPTION_PREFERRED),
                Map.entry("lpd-enabled", false),
                Map.entry("peer-port", share.port()),
                Map.entry("pex-enabled", false),
                Map.entry("port-forwarding-enabled", false),
                Map.entry("rpc-bind-address", "127.0.0.1"),
                Map.entry("rpc-port", rpcPort),
                Map.entry("utp-enabled", false));
    }

    private static Map<String, Object> torrent(Share share) throws IOException {
        return share.source().startsWith("magnet:")
                ? Map.of("filename", share.source())
                : Map.of(
                        "metainfo",
                        Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(share.source()))));
    }

    private static boolean answers(HttpClient client, URI rpc) throws InterruptedException {
        try {
            return send(client, rpc, "", "{}").statusCode() == NEEDS_SESSION;
        } catch (IOException e) {
            return false;
        }
    }

    private static HttpResponse<String> send(HttpClient client, URI rpc, String session, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(rpc)
                .header(SESSION, session)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
