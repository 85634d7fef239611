package dev.revaer.app.setting;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.revaer.app.Patience;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.create.HashingProgress;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.create.NewMetainfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Settings of peers, trackers and lists, seen by whom Revaer speaks to.
@Timeout(60)
class SwarmSettingsIT {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int LIMIT_MILLIS = 20_000;
    private static final int HANDSHAKE = 68;
    private static final byte[] INTERESTED = {0, 0, 0, 1, 2};

    @TempDir
    private static Path temp;
    private static ServedSettings served;
    private final List<Socket> peers = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        served = ServedSettings.start(temp);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @AfterEach
    void takeBack() throws Exception {
        for (var peer : peers) {
            peer.close();
        }
        served.takeBack();
    }

    @Test
    void connectsATorrentToSoManyPeers() throws Exception {
        var infoHash = seeding("connected.txt");
        for (int i = 0; i < 3; i++) {
            assertThat(call(infoHash)).as("the answer to peer " + i).isTrue();
        }

        served.set("{\"engine\": {\"peers\": {\"connectionsPerTorrent\": 2}}}");

        Patience.until("one that is hung up on", () -> flags(infoHash).size() == 2);
        served.set("{\"engine\": {\"peers\": {\"connectionsPerTorrent\": 3}}}");
        assertThat(call(infoHash)).isTrue();
        Patience.until("a third", () -> flags(infoHash).size() == 3);
    }

    /// One more than there are slots may be tried out.
    @Test
    void sendsToSoManyPeersOfATorrent() throws Exception {
        served.set("{\"engine\": {\"peers\": {\"uploadSlotsPerTorrent\": 1}}}");
        var infoHash = seeding("sent.txt");
        for (int i = 0; i < 4; i++) {
            assertThat(call(infoHash)).isTrue();
        }
        askAll();
        Patience.until(
                "all to ask",
                () -> flags(infoHash).stream().filter(one -> one.contains("peerInterested")).count() == 4);
        var sentTo = sentTo(infoHash);

        served.set("{\"engine\": {\"peers\": {\"uploadSlotsPerTorrent\": 0}}}");
        askAll();

        assertThat(sentTo).isBetween(1L, 2L);
        Patience.until("all to be sent to", () -> sentTo(infoHash) == 4);
    }

    @Test
    void blocksAddressesOfTheSettingsAndOfAList() throws Exception {
        var torrent = "/v1/torrents/" + served.add("blocked.txt", "hello").hex() + "/peers";
        try (var list = new Answering("127.0.0.6/32\n")) {
            served.set(
                    "{\"engine\": {\"network\": {\"blockedRanges\": [\"127.0.0.5\"], \"blocklist\": {\"url\": \"%s\"}}}}"
                            .formatted(list.url()));

            assertThat(served.client().post(torrent, "{\"address\": \"127.0.0.5:6881\"}").json().toString())
                    .contains("blocked");
            Patience.until(
                    "the list",
                    () -> served.client()
                            .post(torrent, "{\"address\": \"127.0.0.6:6881\"}")
                            .json()
                            .toString()
                            .contains("blocked"));
            assertThat(served.client().post(torrent, "{\"address\": \"127.0.0.7:6881\"}").json().toString())
                    .doesNotContain("blocked");
        }
    }

    /// The list that is kept is made to look an hour old: too old for the one interval, not for the other.
    @Test
    void asksForTheListAsOftenAsItIsTold() throws Exception {
        var directory = served.service().options().dataDir().resolve("blocklist");
        var note = directory.resolve("blocklist.properties");
        var copy = directory.resolve("blocklist");
        try (var list = new Answering("127.0.0.6/32\n")) {
            var every = "{\"engine\": {\"network\": {\"blocklist\": {\"url\": \"" + list.url()
                    + "\", \"refreshEvery\": \"%s\"}}}}";
            served.set(every.formatted("PT2H"));
            Patience.until("the list", () -> Files.exists(note));
            var kept = Files.readString(note);
            served.takeBack();
            Patience.until("no list", () -> !Files.exists(copy));
            Files.writeString(copy, "127.0.0.6/32\n");
            Files.writeString(
                    note,
                    kept.replaceFirst(
                            "fetchedAt=.*",
                            "fetchedAt=" + Instant.now().minus(1, ChronoUnit.HOURS)));
            served.set(every.formatted("PT2H"));
            var torrent = "/v1/torrents/" + served.add("listed.txt", "hello").hex() + "/peers";
            Patience.until(
                    "the kept list",
                    () -> served.client()
                            .post(torrent, "{\"address\": \"127.0.0.6:6881\"}")
                            .json()
                            .toString()
                            .contains("blocked"));
            assertThat(list.asked()).isEqualTo(1);

            served.set(every.formatted("PT10M"));

            Patience.until("another question", () -> list.asked() == 2);
        }
    }

    @Test
    void givesTrackersToTorrentsThatAreNotPrivate() throws Exception {
        served.set("{\"engine\": {\"trackers\": {\"added\": [\"udp://127.0.0.1:9\"]}}}");
        var added = trackers(served.add("public.txt", "hello"));
        served.set("{\"engine\": {\"trackers\": {\"replaceOthers\": true}}}");
        var replaced = trackers(served.add(metainfo("replaced.txt", false)));
        var ofPrivate = trackers(served.add(metainfo("private.txt", true)));

        assertThat(added).containsExactly("udp://127.0.0.1:9");
        assertThat(replaced).containsExactly("udp://127.0.0.1:9");
        assertThat(ofPrivate).containsExactly("http://127.0.0.1:9/announce");
        var refused = served.client()
                .patch("/v1/config", "{\"engine\": {\"trackers\": {\"added\": [\"ws://127.0.0.1\"]}}}");
        assertThat(refused.at("/errors/0/pointer").asString()).isEqualTo("/engine/trackers/added/0");
    }

    @Test
    void announcesByTheProxyWithNameAndPassword() throws Exception {
        var shown = new CopyOnWriteArrayList<String>();
        try (var proxy = new Answering(exchange -> {
            shown.add(
                    exchange.getRequestURI().getHost() + " "
                            + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        })) {
            served.set(
                    "{\"engine\": {\"network\": {\"proxy\": {\"type\": \"http\", \"host\": \"127.0.0.1\", \"port\": %d, \"username\": \"me\", \"password\": \"s3cret\", \"killSwitch\": true}}}}"
                            .formatted(proxy.port()));

            served.add(metainfo("announced.txt", false));

            var secret = Base64.getEncoder().encodeToString("me:s3cret".getBytes(StandardCharsets.UTF_8));
            Patience.until("an announce", () -> shown.contains("127.0.0.1 Basic " + secret));
        }
    }

    /// Whether Revaer answers the handshake of one more peer.
    private boolean call(InfoHash infoHash) throws IOException {
        var peer = new Socket(HERE, served.service().bean(TorrentEngine.class).listenPort());
        peers.add(peer);
        peer.setSoTimeout(LIMIT_MILLIS);
        var id = "-XX0000-" + String.format("%012d", peer.getLocalPort());
        var handshake = ByteBuffer.allocate(HANDSHAKE)
                .put((byte) 19)
                .put("BitTorrent protocol".getBytes(StandardCharsets.US_ASCII))
                .put(new byte[8])
                .put(HexFormat.of().parseHex(infoHash.hex()))
                .put(id.getBytes(StandardCharsets.US_ASCII));
        try {
            peer.getOutputStream().write(handshake.array());
            return peer.getInputStream().readNBytes(HANDSHAKE).length == HANDSHAKE;
        } catch (IOException e) {
            return false;
        }
    }

    private void askAll() throws IOException {
        for (var peer : peers) {
            peer.getOutputStream().write(INTERESTED);
        }
    }

    private static long sentTo(InfoHash infoHash) throws Exception {
        return flags(infoHash).stream().filter(one -> !one.contains("peerChoked")).count();
    }

    /// What is told of each peer of a torrent.
    private static List<String> flags(InfoHash infoHash) throws Exception {
        return served.client()
                .get("/v1/torrents/" + infoHash.hex() + "/peers")
                .at("/items")
                .valueStream()
                .map(peer -> peer.path("flags").toString())
                .toList();
    }

    private static InfoHash seeding(String name) throws Exception {
        var infoHash = served.add(name, name);
        var torrent = "/v1/torrents/" + infoHash.hex();
        served.client().post(torrent + "/action", "{\"action\": \"forceStart\"}");
        Patience.until(
                "seeding",
                () -> served.client().get(torrent).at("/state").asString().equals("seeding"));
        return infoHash;
    }

    private static List<String> trackers(InfoHash infoHash) throws Exception {
        return served.client()
                .get("/v1/torrents/" + infoHash.hex() + "/trackers")
                .at("/items")
                .findValuesAsString("url");
    }

    private static byte[] metainfo(String name, boolean isPrivate) throws IOException {
        var file = Files.writeString(served.service().options().downloadDir().resolve(name), name);
        var wanted = new NewMetainfo(
                file,
                MetainfoFormat.HYBRID,
                null,
                isPrivate,
                List.of(List.of("http://127.0.0.1:9/announce")),
                List.of(),
                null,
                null);
        return served.service().bean(MetainfoReader.class).create(wanted, HashingProgress.IGNORED);
    }
}
