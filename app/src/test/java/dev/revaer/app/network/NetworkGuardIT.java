package dev.revaer.app.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.revaer.app.Patience;
import dev.revaer.app.SeedingPeer;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What torrents do while the way they must take is not there.
@Timeout(120)
class NetworkGuardIT {
    @TempDir
    private Path temp;
    private SeedingPeer seed;
    private ServiceFixture service;
    private ServiceClient client;
    private String torrent;

    @BeforeEach
    void start() throws Exception {
        var directory = temp.toRealPath();
        var content = Files.createDirectories(directory.resolve("seed")).resolve("film.bin");
        Files.write(content, new byte[4 << 20]);
        seed = SeedingPeer.of(content, directory.resolve("native"), 100_000);
        service = ServiceFixture.start(directory, DatabaseFixture.freshDatabase());
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
        torrent = "/v1/torrents/" + service.add(seed.magnet());
        Patience.until("the download", () -> state().equals("downloading"));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        service.close();
        seed.close();
    }

    @Test
    void waitsForTheInterfaceItIsBoundTo() throws Exception {
        client.patch("/v1/config", "{\"engine\": {\"network\": {\"bindInterface\": \"rv-none0\"}}}");

        Patience.until("the hold", () -> state().equals("paused"));
        assertThat(client.get(torrent).at("/reason").asString()).contains("rv-none0");
        Patience.until("the health", () -> status().equals("degraded"));

        client.patch("/v1/config", "{\"engine\": {\"network\": {\"bindInterface\": null}}}");

        Patience.until("the way back", () -> !state().equals("paused"));
        Patience.until("the health", () -> status().equals("up"));
    }

    @Test
    void waitsForTheProxy() throws Exception {
        var port = ServiceFixture.freePort();
        client.patch(
                "/v1/config",
                "{\"engine\": {\"network\": {\"proxy\": {\"type\": \"socks5\", \"host\": \"127.0.0.1\", \"port\": "
                        + port + ", \"killSwitch\": true}}}}");

        Patience.until("the hold", () -> state().equals("paused"));
        assertThat(client.get(torrent).at("/reason").asString()).contains("127.0.0.1:" + port);

        try (var _ = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            Patience.until("the way back", () -> !state().equals("paused"));
        }
    }

    private String state() throws Exception {
        return client.get(torrent).at("/state").asString();
    }

    private String status() throws Exception {
        return client.get("/health").at("/components/killSwitch/status").asString();
    }
}
