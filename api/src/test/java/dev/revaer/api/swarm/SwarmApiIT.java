package dev.revaer.api.swarm;

import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.revaer.api.Answer;
import dev.revaer.api.FakeCatalog;
import dev.revaer.api.FakeSwarm;
import dev.revaer.api.TestServer;
import dev.revaer.engine.EngineError.RefusedAddress;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentCommand.ConnectPeer;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.swarm.Peer;
import dev.revaer.engine.swarm.Peer.Connection;
import dev.revaer.engine.swarm.Peer.Flag;
import dev.revaer.engine.swarm.Peer.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class SwarmApiIT {
    private static final InfoHash HASH = new InfoHash("a".repeat(40));
    private static final String TORRENT = "/v1/torrents/" + HASH;
    private static final String TRACKERS = TORRENT + "/trackers";
    private static final String WEB_SEEDS = TORRENT + "/web-seeds";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void putATorrent() {
        server.catalog().clear();
        server.catalog().put(FakeCatalog.torrent(HASH, TorrentState.SEEDING, FakeCatalog.FIRST_ADDED));
    }

    @Test
    void addsTrackersToThoseOfTheMetainfoOnce() {
        var body = trackers(
                "{\"url\": \"udp://one.invalid:80\", \"tier\": 2}, {\"url\": \"" + FakeSwarm.METAINFO_TRACKER
                        + "\", \"tier\": 9}");

        var first = server.post(TRACKERS, body);
        var again = server.post(TRACKERS, body);

        assertThat(rows(first)).containsExactly(FakeSwarm.METAINFO_TRACKER + " 0", "udp://one.invalid:80 2");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(server.get(TRACKERS).body()).isEqualTo(first.body());
        var row = first.json().path("items").path(0);
        assertThat(row.path("status").asString()).isEqualTo("notContacted");
        assertThat(row.propertyNames()).contains("message", "lastError", "nextAnnounceAt", "seeds", "fails");
    }

    @Test
    void replacesEditsAndRemovesTrackers() {
        var replaced = server.send(
                "PUT",
                TRACKERS,
                trackers(
                        "{\"url\": \"http://b.invalid/a\", \"tier\": 1}, {\"url\": \"http://a.invalid/a\"}"));
        var moved = server
                .send(
                        "PATCH",
                        TRACKERS,
                        "{\"url\": \"http://b.invalid/a\", \"newUrl\": \"http://c.invalid/a\"}");
        var ranked = server.send("PATCH", TRACKERS, "{\"url\": \"http://c.invalid/a\", \"tier\": 7}");
        var merged = server
                .send(
                        "PATCH",
                        TRACKERS,
                        "{\"url\": \"http://c.invalid/a\", \"newUrl\": \"http://a.invalid/a\"}");
        var removed = remove(TRACKERS, "http://a.invalid/a");

        assertThat(rows(replaced)).containsExactly("http://a.invalid/a 0", "http://b.invalid/a 1");
        assertThat(rows(moved)).containsExactly("http://a.invalid/a 0", "http://c.invalid/a 1");
        assertThat(rows(ranked)).containsExactly("http://a.invalid/a 0", "http://c.invalid/a 7");
        assertThat(rows(merged)).containsExactly("http://a.invalid/a 7");
        assertThat(rows(removed)).isEmpty();
        assertThat(rows(remove(TRACKERS, "http://a.invalid/a"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wss://a.invalid/announce", "ftp://a.invalid/", "http://", "a", "", "http://a b/",
            "http://a.invalid:99999/", "http://a.invalid/\\u0000", "udp://a.invalid/\\uD83D\\uDE00"})
    void refusesWhatIsNoTracker(String url) {
        var answer = server.post(TRACKERS, trackers("{\"url\": \"" + url + "\"}"));

        answer.isProblem(422, "invalid-body");
        assertThat(answer.json().path("errors").path(0).path("pointer").asString())
                .isEqualTo("/trackers/0/url");
    }

    @Test
    void refusesWhatMakesNoSense() {
        server.post(TRACKERS, "{}").isProblem(422, "invalid-body");
        server.post(TRACKERS, trackers("null")).isProblem(422, "invalid-body");
        server.post(TRACKERS, trackers("{\"url\": \"http://a.invalid/\", \"tier\": 256}"))
                .isProblem(422, "invalid-body");
        server.post(TRACKERS, many(201)).isProblem(422, "invalid-body");
        server.send("PUT", TRACKERS, many(200));
        server.post(TRACKERS, trackers("{\"url\": \"http://one.more/\"}")).isProblem(422, "invalid-body");
        server.send("PATCH", TRACKERS, "{\"url\": \"http://nobody.invalid/\"}")
                .isProblem(422, "invalid-body");
        server.delete(TRACKERS).isProblem(400, "bad-parameter");
        server.get("/v1/torrents/" + "b".repeat(40) + "/trackers").isProblem(404, "torrent-not-found");
        server.get("/v1/torrents/x/peers").isProblem(400, "bad-info-hash");
    }

    @Test
    void addsAndRemovesWebSeeds() {
        var added = server
                .post(WEB_SEEDS, "{\"webSeeds\": [\"http://a.invalid/x\", \"https://b.invalid/\"]}");
        var again = server.post(WEB_SEEDS, "{\"webSeeds\": [\"http://a.invalid/x\"]}");
        var removed = remove(WEB_SEEDS, "http://a.invalid/x");

        assertThat(urls(added)).containsExactly("http://a.invalid/x", "https://b.invalid/");
        assertThat(again.body()).isEqualTo(added.body());
        assertThat(urls(removed)).containsExactly("https://b.invalid/");
        assertThat(server.get(WEB_SEEDS).body()).isEqualTo(removed.body());
        for (var bad : new String[]{"udp://a.invalid:1", "", "x"}) {
            server.post(WEB_SEEDS, "{\"webSeeds\": [\"" + bad + "\"]}").isProblem(422, "invalid-body");
        }
        server.post(WEB_SEEDS, "{\"webSeeds\": [null]}").isProblem(422, "invalid-body");
        server.post(WEB_SEEDS, "{}").isProblem(422, "invalid-body");
    }

    @Test
    void showsPeersInWords() {
        server.swarm()
                .peers(
                        List.of(
                                new Peer(
                                        "[2001:db8::1]:6881",
                                        "Client 1.0",
                                        Connection.WEB_SEED,
                                        Set.of(Flag.SEED, Flag.PEER_INTERESTED),
                                        Set.of(Source.DHT, Source.TRACKER),
                                        0.5,
                                        1,
                                        2,
                                        3,
                                        4,
                                        5)));

        var answer = server.get(TORRENT + "/peers").json();

        assertThat(answer.path("total").asInt()).isEqualTo(1);
        var row = answer.path("items").path(0);
        assertThat(row.path("connection").asString()).isEqualTo("webSeed");
        assertThat(row.path("flags").toString()).isEqualTo("[\"peerInterested\",\"seed\"]");
        assertThat(row.path("sources").toString()).isEqualTo("[\"tracker\",\"dht\"]");
        assertThat(row.path("hashFailures").asInt()).isEqualTo(5);
    }

    @Test
    void connectsToAPeer() {
        var v4 = connect("192.0.2.1:6881");
        var v6 = connect("[2001:db8::1]:1");

        assertThat(v4.status()).isEqualTo(204);
        assertThat(v6.status()).isEqualTo(204);
        assertThat(server.catalog().commands()).contains(
                new ConnectPeer(new InetSocketAddress("192.0.2.1", 6881)),
                new ConnectPeer(new InetSocketAddress("2001:db8::1", 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "192.0.2.1", "192.0.2.1:0", "192.0.2.1:65536", "example.org:80",
            "2001:db8::1",
            "[192.0.2.1]:x", "1.2.3.4/8:80", "999.0.0.1:80"})
    void refusesWhatIsNoPeer(String address) {
        connect(address).isProblem(422, "invalid-body");
    }

    @Test
    void saysWhyAnAddressIsRefused() {
        server.catalog().failWith(new RefusedAddress("192.0.2.1", "the address is banned"));

        var answer = connect("192.0.2.1:6881").isProblem(422, "refused-address");

        assertThat(answer.json().path("errors").path(0).path("pointer").asString()).isEqualTo("/address");
    }

    @Test
    void bansAndUnbans() {
        var ban = server.post(TORRENT + "/peers/ban", "{\"address\": \"192.0.2.7:6881\"}");
        var again = server.post("/v1/network/bans", "{\"address\": \"192.0.2.7\"}");
        var listed = server.get("/v1/network/bans").json();
        var unbanned = server.delete("/v1/network/bans/192.0.2.7");

        assertThat(ban.json().path("address").asString()).isEqualTo("192.0.2.7");
        assertThat(ban.json().path("infoHash").asString()).isEqualTo(HASH.hex());
        assertThat(again.body()).isEqualTo(ban.body());
        assertThat(listed.path("total").asInt()).isEqualTo(1);
        assertThat(unbanned.status()).isEqualTo(204);
        assertThat(server.delete("/v1/network/bans/192.0.2.7").status()).isEqualTo(204);
        assertThat(server.get("/v1/network/bans").json().path("total").asInt()).isZero();
        assertThat(server.post("/v1/network/bans", "{\"address\": \"2001:db8::1\"}").status()).isEqualTo(200);
        assertThat(server.delete("/v1/network/bans/2001:db8::1").status()).isEqualTo(204);
        server.post("/v1/network/bans", "{\"address\": \"10.0.0.0/8\"}").isProblem(422, "invalid-body");
        server.post("/v1/network/bans", "{}").isProblem(422, "invalid-body");
        server.delete("/v1/network/bans/nobody").isProblem(422, "invalid-body");
        server.post("/v1/torrents/" + "b".repeat(40) + "/peers/ban", "{\"address\": \"192.0.2.7\"}")
                .isProblem(404, "torrent-not-found");
    }

    private static Answer connect(String address) {
        return server.post(TORRENT + "/peers", "{\"address\": \"" + address + "\"}");
    }

    private static Answer remove(String path, String url) {
        return server.delete(path + "?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8));
    }

    private static String trackers(String entries) {
        return "{\"trackers\": [" + entries + "]}";
    }

    private static String many(int count) {
        return trackers(
                IntStream.range(0, count)
                        .mapToObj(i -> "{\"url\": \"http://a.invalid/" + i + "\"}")
                        .collect(Collectors.joining(",")));
    }

    private static List<String> rows(Answer answer) {
        return answer.json()
                .path("items")
                .valueStream()
                .map(row -> row.path("url").asString() + " " + row.path("tier").asInt())
                .toList();
    }

    private static List<String> urls(Answer answer) {
        return answer.json().path("items").valueStream().map(row -> row.path("url").asString()).toList();
    }
}
