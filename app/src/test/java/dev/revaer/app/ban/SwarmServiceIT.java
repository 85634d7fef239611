package dev.revaer.app.ban;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

import com.sun.net.httpserver.HttpServer;
import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.event.EventType;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Trackers, web seeds and bans of the whole service over HTTP, and after a restart.
@Timeout(180)
class SwarmServiceIT {
    private static final byte[] NO_PEERS = "d8:completei3e10:incompletei5e8:intervali1800e5:peers0:e"
            .getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path temp;
    private DatabaseAddress database;
    private ServiceFixture service;
    private ServiceClient client;
    private HttpServer tracker;
    private InfoHash infoHash;
    private String torrent;

    @BeforeEach
    void start() throws IOException {
        tracker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tracker.createContext("/announce", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, NO_PEERS.length);
                exchange.getResponseBody().write(NO_PEERS);
            }
        });
        tracker.start();
        database = DatabaseFixture.freshDatabase();
        startService();
        var content = Files.writeString(temp.toRealPath().resolve("data/downloads/note.txt"), "hello");
        infoHash = service.add(new LibtorrentMetainfo(temp.resolve("native")).create(content));
        torrent = "/v1/torrents/" + infoHash;
    }

    @AfterEach
    void stop() {
        stopService();
        tracker.stop(0);
    }

    @Test
    void keepsTrackersAndWebSeeds() throws Exception {
        var url = "http://127.0.0.1:" + tracker.getAddress().getPort() + "/announce";
        var added = client
                .post(torrent + "/trackers", "{\"trackers\": [{\"url\": \"" + url + "\", \"tier\": 4}]}");
        var seeds = client.post(torrent + "/web-seeds", "{\"webSeeds\": [\"http://127.0.0.1:1/note.txt\"]}");

        assertThat(added.status()).as(added.toString()).isEqualTo(200);
        assertThat(added.at("/items/0/url").asString()).isEqualTo(url);
        assertThat(seeds.at("/total").asInt()).isEqualTo(1);
        Patience.until(
                "an answer of the tracker",
                () -> client.get(torrent + "/trackers").at("/items/0/status").asString().equals("working"));
        assertThat(client.get(torrent + "/trackers").at("/items/0/seeds").asInt()).isEqualTo(3);
        var events = service.eventsUntil(infoHash, EventType.TRACKER_STATUS);
        assertThat(events.getLast().at("/data/status").asString()).isEqualTo("working");
        assertThat(events).anyMatch(
                event -> event.path("type").asString().equals("torrent_updated")
                        && event.at("/data/changed/0").asString().equals("trackers"));

        stopService();
        startService();

        var kept = client.get(torrent + "/trackers");
        assertThat(kept.at("/total").asInt()).isEqualTo(1);
        assertThat(kept.at("/items/0/tier").asInt()).isEqualTo(4);
        assertThat(client.get(torrent + "/web-seeds").at("/items/0/url").asString())
                .isEqualTo("http://127.0.0.1:1/note.txt");
    }

    @Test
    void keepsBans() throws Exception {
        Patience.until("a running torrent", () -> isWelcome("127.0.0.8"));
        var ban = client.post(torrent + "/peers/ban", "{\"address\": \"127.0.0.8:4000\"}");

        assertThat(ban.status()).as(ban.toString()).isEqualTo(200);
        assertThat(isWelcome("127.0.0.8")).isFalse();
        var told = service.eventsUntil(infoHash, EventType.PEER_BANNED).getLast();
        assertThat(told.at("/data/address").asString()).isEqualTo("127.0.0.8");
        assertThat(client.post(torrent + "/peers", "{\"address\": \"127.0.0.8:4000\"}").problem())
                .isEqualTo("refused-address");
        assertThat(client.post(torrent + "/peers", "{\"address\": \"192.0.2.1:4000\"}").problem())
                .isEqualTo("refused-address");

        stopService();
        startService();

        Patience.until("a running torrent", () -> isWelcome("127.0.0.9"));
        assertThat(isWelcome("127.0.0.8")).isFalse();
        assertThat(client.get("/v1/network/bans").at("/items/0/address").asString()).isEqualTo("127.0.0.8");
        assertThat(client.delete("/v1/network/bans/127.0.0.8").status()).isEqualTo(204);
        assertThat(isWelcome("127.0.0.8")).isTrue();
    }

    @Test
    void tellsOfTheNetwork() throws Exception {
        Patience.until(
                "the sockets",
                () -> client.get("/v1/network").at("/listening/0/address").asString("").equals("127.0.0.1"));

        var network = client.get("/v1/network");
        assertThat(network.at("/listening/0/port").asInt()).isPositive();
        assertThat(network.at("/failures").isEmpty()).isTrue();
        assertThat(client.get("/health").at("/components/network/status").asString()).isEqualTo("up");
    }

    /// Whether the service shakes hands with a peer at this address of this machine.
    private boolean isWelcome(String from) throws IOException {
        try (var peer = new Socket()) {
            peer.setSoTimeout(20_000);
            peer.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            var port = service.bean(TorrentEngine.class).listenPort();
            peer.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            var out = peer.getOutputStream();
            out.write(19);
            out.write("BitTorrent protocol".getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[8]);
            out.write(HexFormat.of().parseHex(infoHash.hex()));
            out.write("-XX0000-abcdefghijkl".getBytes(StandardCharsets.US_ASCII));
            return peer.getInputStream().readNBytes(68).length == 68;
        } catch (SocketException _) {
            return false; // reset by the session
        }
    }

    private void startService() throws IOException {
        service = ServiceFixture.start(temp.toRealPath(), database);
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }

    private void stopService() {
        client.close();
        service.close();
    }
}
