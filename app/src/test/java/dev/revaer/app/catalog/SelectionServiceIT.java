package dev.revaer.app.catalog;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import dev.revaer.app.Patience;
import dev.revaer.app.SeedingPeer;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.TorrentCommand.ConnectPeer;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Files chosen and renamed through HTTP, in the whole service.
class SelectionServiceIT {
    @TempDir
    Path directory;

    @Test
    void choosesFromAMagnetThenRenamesAndKeepsItAll() throws Exception {
        directory = directory.toRealPath();
        var content = Files.createDirectories(directory.resolve("seed/Show"));
        var random = new Random(3);
        for (var name : new String[]{"a.bin", "b.bin", "show.nfo"}) {
            var bytes = new byte[300_000];
            random.nextBytes(bytes);
            Files.write(content.resolve(name), bytes);
        }
        var database = DatabaseFixture.freshDatabase();
        try (var seed = SeedingPeer.of(content, directory.resolve("native"))) {
            var hash = seed.infoHash();
            try (var service = ServiceFixture.start(directory, database)) {
                service.add("magnet:?xt=urn:btih:" + hash);
                var early = client(service).get("/v1/torrents/" + hash + "/files");
                assertThat(early.problem()).isEqualTo("metadata-missing");
                assertThat(
                        client(service)
                                .post(
                                        "/v1/torrents/" + hash + "/select",
                                        "{\"include\": [\"a.*\"], \"skipFluff\": true}")
                                .status())
                        .isEqualTo(200);
                service.catalog()
                        .command(
                                hash,
                                new ConnectPeer(
                                        new InetSocketAddress(
                                                InetAddress.getLoopbackAddress(),
                                                seed.port())));
                service.eventsUntil(hash, EventType.FSOPS_COMPLETED);

                var files = client(service).get("/v1/torrents/" + hash + "/files").json().path("items");
                assertThat(files.findValuesAsString("priority")).containsExactly("normal", "skip", "skip");
                assertThat(directory.resolve("data/downloads/Show/b.bin")).doesNotExist();
                assertThat(directory.resolve("data/library/Show/a.bin")).exists();
                assertThat(
                        client(service).post("/v1/torrents/" + hash + "/select", "{\"include\": [\"*.iso\"]}")
                                .status())
                        .isEqualTo(422);
                var renamed = client(service).post(
                        "/v1/torrents/" + hash + "/files/rename",
                        "{\"folder\": \"Show\", \"to\": \"Series\"}").json();
                assertThat(renamed.path("items").get(0).path("path").asString()).isEqualTo("Series/a.bin");
                assertThat(directory.resolve("data/downloads/Series/a.bin")).exists();
            }
            try (var service = ServiceFixture.start(directory, database)) {
                Patience.until(
                        "seeding",
                        () -> service.catalog().get(hash).torrent().state() == TorrentState.SEEDING);
                var files = client(service).get("/v1/torrents/" + hash + "/files").json().path("items");
                assertThat(files.findValuesAsString("priority")).containsExactly("normal", "skip", "skip");
                assertThat(client(service).get("/v1/torrents/" + hash).json().path("contentPath").asString())
                        .endsWith("/downloads/Series");
                service.catalog().remove(hash, true);
                assertThat(directory.resolve("data/downloads"))
                        .isDirectoryNotContaining(path -> !path.endsWith(".revaer-root"));
            }
        }
    }

    @Test
    void addsToTheLibraryWhatIsWantedLater() throws Exception {
        directory = directory.toRealPath();
        var content = Files.createDirectories(directory.resolve("seed/Show"));
        Files.writeString(content.resolve("a.txt"), "wanted at once");
        Files.writeString(content.resolve("b.txt"), "wanted later");
        try (var seed = SeedingPeer.of(content, directory.resolve("native"));
                var second = SeedingPeer.of(content, directory.resolve("native"));
                var service = ServiceFixture.start(directory, DatabaseFixture.freshDatabase())) {
            var body = "{\"magnet\": \"" + seed.magnet() + "\", \"include\": [\"a.*\"]}";
            assertThat(client(service).post("/v1/torrents", body).status()).isEqualTo(201);
            var first = service.eventsUntil(seed.infoHash(), EventType.FSOPS_COMPLETED).getLast();
            var library = directory.resolve("data/library/Show");
            assertThat(library.resolve("b.txt")).doesNotExist();

            var path = "/v1/torrents/" + seed.infoHash() + "/select";
            assertThat(client(service).post(path, "{\"include\": []}").status()).isEqualTo(200);
            // the first seed was hung up on when nothing more was wanted, and is asked again only after a while
            var another = new InetSocketAddress(InetAddress.getLoopbackAddress(), second.port());
            service.catalog().command(seed.infoHash(), new ConnectPeer(another));

            var last = service.eventsAfter(
                    first.path("id").asLong(),
                    seed.infoHash(),
                    event -> event.path("type").asString().matches("fsops_(completed|failed)")).getLast();
            assertThat(last.path("type").asString()).as(last.toString()).isEqualTo("fsops_completed");
            assertThat(last.path("data").path("libraryPath").asString()).isEqualTo(library.toString());
            assertThat(last.path("data").path("files").asInt()).isEqualTo(2);
            assertThat(library.resolve("a.txt")).hasContent("wanted at once");
            assertThat(library.resolve("b.txt")).hasContent("wanted later");
        }
    }

    private static ServiceClient client(ServiceFixture service) throws IOException {
        return ServiceClient.of(service.options().url(), service.options().cliFile());
    }
}
