package dev.revaer.app.foreign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import dev.revaer.app.Patience;
import dev.revaer.app.ServiceFixture;
import dev.revaer.engine.InfoHashes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// A client that is used for a while and then left: runs with torrents that are labelled, and one that is paused.
abstract class OldClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int apiPort;
    private final ForeignProcess process;

    private OldClient(int apiPort, ForeignProcess process) {
        this.apiPort = apiPort;
        this.process = process;
    }

    /// Starts qBittorrent.
    ///
    /// @param storage `Legacy` or `SQLite`
    static OldClient qbittorrent(Share share, String storage) throws Exception {
        var port = ServiceFixture.freePort();
        var settings = "Session\\ResumeDataStorageType=" + storage
                + "\nSession\\AddExtensionToIncompleteFiles=true";
        return new QBittorrentClient(port, QBittorrent.start(share, port, settings));
    }

    /// Starts Transmission.
    static OldClient transmission(Share share) throws Exception {
        var port = ServiceFixture.freePort();
        return new TransmissionClient(port, Transmission.start(share, port));
    }

    static Share share(Path home, String source, Path directory) throws IOException {
        return new Share(
                home,
                source,
                directory,
                InetAddress.getLoopbackAddress(),
                ServiceFixture.freePort(),
                false);
    }

    /// What it calls a torrent by.
    abstract String id(InfoHashes infoHashes);

    /// Adds a torrent whose content, as far as it is there, is checked.
    abstract void add(byte[] metainfo, Path directory) throws Exception;

    /// Puts a label on a torrent, and has it stop at a ratio of 2.5.
    abstract void label(String infoHash, String label) throws Exception;

    abstract void pause(String infoHash) throws Exception;

    /// How it knows a torrent.
    abstract Known known(String infoHash) throws Exception;

    /// A torrent.
    record Known(double progress, long downloadedBytes, long addedSeconds, boolean isChecked) {}

    void awaitChecked(String infoHash) throws Exception {
        Patience.until(
                infoHash + " checked",
                () -> known(infoHash).isChecked() && known(infoHash).progress() > 0);
    }

    void awaitComplete(String infoHash) throws Exception {
        Patience.until(infoHash + " complete", () -> known(infoHash).progress() == 1);
    }

    JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        var body = answer.body();
        return body.startsWith("{") || body.startsWith("[") ? JSON.readTree(body) : MissingNode.getInstance();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apiPort + path));
    }

    HttpClient http() {
        return http;
    }

    @Override
    public void close() {
        http.close();
        process.close();
    }

    private static final class QBittorrentClient extends OldClient {
        QBittorrentClient(int apiPort, ForeignProcess process) {
            super(apiPort, process);
        }

        @Override
        String id(InfoHashes infoHashes) {
            var v2 = infoHashes.v2();
            return v2 == null ? infoHashes.first().hex() : v2.hex().substring(0, 40);
        }

        @Override
        void add(byte[] metainfo, Path directory) throws Exception {
            var body = new ByteArrayOutputStream();
            body.writeBytes(
                    """
                            --x\r
                            Content-Disposition: form-data; name="savepath"\r
                            \r
                            %s\r
                            --x\r
                            Content-Disposition: form-data; name="torrents"; filename="a.torrent"\r
                            Content-Type: application/x-bittorrent\r
                            \r
                            """.formatted(directory).getBytes(StandardCharsets.UTF_8));
            body.writeBytes(metainfo);
            body.writeBytes("\r\n--x--\r\n".getBytes(StandardCharsets.UTF_8));
            send(
                    request("/api/v2/torrents/add").header("Content-Type", "multipart/form-data; boundary=x")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
        }

        @Override
        void label(String infoHash, String label) throws Exception {
            post("createCategory", Map.of("category", label));
            post("setCategory", Map.of("hashes", infoHash, "category", label));
            post("addTags", Map.of("hashes", infoHash, "tags", label));
            post(
                    "setShareLimits",
                    Map.of("hashes", infoHash, "ratioLimit", "2.5", "seedingTimeLimit", "-1"));
        }

        @Override
        void pause(String infoHash) throws Exception {
            post("pause", Map.of("hashes", infoHash));
            Patience.until("paused", () -> info(infoHash).path("state").asString("").equals("pausedUP"));
        }

        @Override
        Known known(String infoHash) throws Exception {
            var info = info(infoHash);
            return new Known(
                    info.path("progress").asDouble(0),
                    info.path("downloaded").asLong(0),
                    info.path("added_on").asLong(0),
                    !info.path("state").asString("checking").startsWith("checking"));
        }

        private JsonNode info(String infoHash) throws Exception {
            return send(request("/api/v2/torrents/info?hashes=" + infoHash).GET()).path(0);
        }

        private void post(String method, Map<String, String> fields) throws Exception {
            var form = new StringBuilder();
            fields.forEach(
                    (name, value) -> form.append(name)
                            .append('=')
                            .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                            .append('&'));
            send(
                    request("/api/v2/torrents/" + method)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form.toString())));
        }
    }

    private static final class TransmissionClient extends OldClient {
        private static final String SESSION = "X-Transmission-Session-Id";

        TransmissionClient(int apiPort, ForeignProcess process) {
            super(apiPort, process);
        }

        @Override
        String id(InfoHashes infoHashes) {
            return infoHashes.first().hex();
        }

        @Override
        void add(byte[] metainfo, Path directory) throws Exception {
            call(
                    "torrent-add",
                    Map.of(
                            "metainfo",
                            Base64.getEncoder().encodeToString(metainfo),
                            "download-dir",
                            directory.toString()));
        }

        @Override
        void label(String infoHash, String label) throws Exception {
            set(infoHash, Map.of("labels", new String[]{label}, "seedRatioLimit", 2.5, "seedRatioMode", 1));
        }

        @Override
        void pause(String infoHash) throws Exception {
            call("torrent-stop", Map.of("ids", new String[]{infoHash}));
            Patience.until("paused", () -> get(infoHash).path("status").asInt(-1) == 0);
        }

        @Override
        Known known(String infoHash) throws Exception {
            var torrent = get(infoHash);
            var status = torrent.path("status").asInt(1);
            return new Known(
                    torrent.path("percentDone").asDouble(0),
                    torrent.path("downloadedEver").asLong(0),
                    torrent.path("addedDate").asLong(0),
                    status != 1 && status != 2);
        }

        private void set(String infoHash, Map<String, Object> fields) throws Exception {
            var arguments = new HashMap<>(fields);
            arguments.put("ids", new String[]{infoHash});
            call("torrent-set", arguments);
        }

        private JsonNode get(String infoHash) throws Exception {
            return call(
                    "torrent-get",
                    Map.of(
                            "ids",
                            new String[]{infoHash},
                            "fields",
                            new String[]{"percentDone", "downloadedEver", "addedDate", "status"}))
                    .at("/arguments/torrents/0");
        }

        private JsonNode call(String method, Map<String, ?> arguments) throws Exception {
            var session = http()
                    .send(request("/transmission/rpc").GET().build(), HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue(SESSION)
                    .orElseThrow();
            var body = JSON.writeValueAsString(Map.of("method", method, "arguments", arguments));
            return send(
                    request("/transmission/rpc").header(SESSION, session)
                            .POST(HttpRequest.BodyPublishers.ofString(body)));
        }
    }
}
