package dev.revaer.app.catalog;

import java.io.IOException;
import java.nio.file.Path;

import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Trackers and web seeds given at the add.
@Timeout(60)
class ExtraSourcesIT {
    private static final String HASH = "ab".repeat(20);

    @TempDir
    private Path temp;
    private ServiceFixture service;
    private ServiceClient client;

    @BeforeEach
    void start() throws IOException {
        service = ServiceFixture.start(temp.toRealPath(), DatabaseFixture.freshDatabase());
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }

    @AfterEach
    void stop() {
        client.close();
        service.close();
    }

    @Test
    void comeAfterThoseOfTheMagnet() throws Exception {
        var magnet = "magnet:?xt=urn:btih:" + HASH + "&tr=http%3A%2F%2F127.0.0.1%3A9%2Fannounce";

        var added = client.post(
                "/v1/torrents",
                "{\"magnet\": \"" + magnet + "\", \"trackers\": [\"udp://127.0.0.2:7/announce\"], "
                        + "\"webSeeds\": [\"http://127.0.0.1:9/files/\"]}");

        assertThat(added.status()).isEqualTo(201);
        var trackers = client.get("/v1/torrents/" + HASH + "/trackers").at("/items");
        // libtorrent would put a UDP tracker of the same host first
        assertThat(
                trackers.valueStream()
                        .map(tracker -> tracker.path("tier").asInt() + " " + tracker.path("url").asString()))
                .containsExactlyInAnyOrder(
                        "0 http://127.0.0.1:9/announce",
                        "1 udp://127.0.0.2:7/announce");
        assertThat(client.get("/v1/torrents/" + HASH + "/web-seeds").json().toString())
                .contains("http://127.0.0.1:9/files");
    }
}
