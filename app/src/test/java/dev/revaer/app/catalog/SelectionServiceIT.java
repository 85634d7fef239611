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

    private static ServiceClient client(ServiceFixture service) throws IOException {
        return ServiceClient.of(service.options().url(), service.options().cliFile());
    }
}
