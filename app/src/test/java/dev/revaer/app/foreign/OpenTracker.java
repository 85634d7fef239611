package dev.revaer.app.foreign;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.revaer.app.ServiceFixture;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;

/// opentracker with one torrent on its list, as Debian builds it: what is not on the list it refuses.
final class OpenTracker implements AutoCloseable {
    private static final int V1_LENGTH = 20;

    private final ForeignProcess process;
    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();

    private OpenTracker(ForeignProcess process, URI address) {
        this.process = process;
        this.address = address;
    }

    /// @param directory where it is locked into; as root it becomes `nobody`, who must be able to read there
    static OpenTracker start(Path directory, InfoHashes infoHashes) throws Exception {
        var program = ForeignProgram.OPENTRACKER.require();
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        var list = infoHashes.all().stream().map(OpenTracker::name).map(HexFormat.of()::formatHex).toList();
        Files.write(directory.resolve("list"), list);
        var port = String.valueOf(ServiceFixture.freePort());
        var process = ForeignProcess.start(
                directory,
                List.of(
                        program,
                        "-i",
                        "127.0.0.1",
                        "-p",
                        port,
                        "-P",
                        port,
                        "-d",
                        directory.toString(),
                        "-w",
                        "list"));
        var tracker = new OpenTracker(process, URI.create("http://127.0.0.1:" + port));
        process.awaitReady("opentracker", tracker::isReady);
        return tracker;
    }

    String announceUrl() {
        return address + "/announce";
    }

    /// Tells of a peer on 127.0.0.1, in its stead.
    void announce(InfoHash infoHash, int port) throws IOException, InterruptedException {
        get(
                "/announce?compact=1&left=0&peer_id=-XX0000-000000000000&port=" + port + "&info_hash="
                        + escaped(infoHash));
    }

    /// How many peers it knows that have everything, and that do not.
    Swarm scrape(InfoHash infoHash) throws IOException, InterruptedException {
        return Swarm.read(get("/scrape?info_hash=" + escaped(infoHash)));
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/scrape?info_hash=" + "%00".repeat(V1_LENGTH)).startsWith("d5:files");
        } catch (IOException e) {
            return false;
        }
    }

    private String get(String pathAndQuery) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address + pathAndQuery)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1)).body();
    }

    /// What trackers call it: a v2 hash is cut (BEP 52).
    private static byte[] name(InfoHash infoHash) {
        return HexFormat.of().parseHex(infoHash.hex(), 0, 2 * V1_LENGTH);
    }

    private static String escaped(InfoHash infoHash) {
        return HexFormat.of().withPrefix("%").formatHex(name(infoHash));
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }

    /// The counts of a scrape.
    record Swarm(long seeds, long leeches) {
        static Swarm read(String answer) {
            var files = (Map<?, ?>) entry(
                    Bencode.read(answer.getBytes(StandardCharsets.ISO_8859_1)),
                    "files");
            var counts = files.values().iterator();
            if (!counts.hasNext()) {
                return new Swarm(0, 0);
            }
            var swarm = counts.next();
            return new Swarm((long) entry(swarm, "complete"), (long) entry(swarm, "incomplete"));
        }

        private static Object entry(Object dictionary, String key) {
            return Objects.requireNonNull(((Map<?, ?>) dictionary).get(key), key);
        }
    }
}
