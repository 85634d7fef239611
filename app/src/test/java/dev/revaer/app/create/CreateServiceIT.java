package dev.revaer.app.create;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Pattern;

import dev.revaer.app.LeechingPeer;
import dev.revaer.app.Patience;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// A torrent made over HTTP, seeded by the service, and downloaded by another session.
@Timeout(180)
class CreateServiceIT {
    private static final int SIZE = 20_000_003;
    private static final Pattern API_KEY = Pattern.compile("apiKey = \"([^\"]+)\"");

    @TempDir
    private Path temp;
    private Path directory;
    private ServiceFixture service;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws IOException {
        directory = temp.toRealPath();
        service = ServiceFixture.start(directory, DatabaseFixture.freshDatabase());
        var folder = Files.createDirectories(service.options().downloadDir().resolve("films/Show/extras"));
        var bytes = new byte[SIZE];
        new Random(5).nextBytes(bytes);
        Files.write(folder.resolveSibling("a.bin"), bytes);
        Files.writeString(folder.resolve("b.txt"), "hello");
        Files.createFile(folder.resolve("empty"));
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "hybrid"})
    void makesSeedsAndServesATorrent(String format) throws Exception {
        var folder = service.options().downloadDir().resolve("films/Show");
        var body = "{\"path\": \"" + folder + "\", \"format\": \"" + format
                + "\", \"startSeeding\": true, \"trackers\": [\"http://127.0.0.1:1/announce\"]}";

        var asked = json(request("/v1/create").POST(BodyPublishers.ofString(body)), 202);
        var path = "/v1/create/" + asked.path("id").asString();
        Patience.until(
                "the torrent being made",
                () -> json(request(path), 200).path("state").asString().equals("completed"));

        var made = json(request(path), 200);
        assertThat(made.path("progress").asDouble()).isEqualTo(1.0);
        assertThat(made.path("bytesDone").asLong()).isEqualTo(SIZE + 5L);
        var metainfo = send(request(path + ".torrent"), 200);
        var infoHash = InfoHash.parse(made.path("infoHash").asString());
        assertThat(service.bean(MetainfoReader.class).read(metainfo).infoHashes().first())
                .isEqualTo(infoHash);
        Patience.until("the service seeding", () -> isSeeding(infoHash));
        assertThat(service.catalog().get(infoHash).torrent().transfer().counters().receivedBytes()).isZero();
        var downloaded = LeechingPeer.download(
                metainfo,
                service.bean(TorrentEngine.class).listenPort(),
                directory.resolve("peer"));
        assertThat(downloaded.resolve("a.bin")).hasSameBinaryContentAs(folder.resolve("a.bin"));
        assertThat(downloaded.resolve("extras/b.txt")).hasContent("hello");
        assertThat(downloaded.resolve("extras/empty")).isEmptyFile();
    }

    private boolean isSeeding(InfoHash infoHash) {
        return service.catalog()
                .torrents()
                .stream()
                .anyMatch(
                        kept -> kept.infoHash().equals(infoHash)
                                && kept.state() == TorrentState.SEEDING);
    }

    private HttpRequest.Builder request(String path) throws IOException {
        var key = API_KEY.matcher(Files.readString(service.options().cliFile()));
        assertThat(key.find()).isTrue();
        return HttpRequest.newBuilder(URI.create(service.options().url() + path))
                .header("Authorization", "Bearer " + key.group(1))
                .header("Content-Type", "application/json");
    }

    private JsonNode json(HttpRequest.Builder request, int status) throws Exception {
        return JsonMapper.shared().readTree(send(request, status));
    }

    private byte[] send(HttpRequest.Builder request, int status) throws Exception {
        var answer = client.send(request.build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(status);
        return answer.body();
    }
}
