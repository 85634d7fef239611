package dev.revaer.api.torrent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.revaer.api.FakeCatalog;
import dev.revaer.api.TestServer;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class TorrentsApiIT {
    private static final InfoHash HASH = new InfoHash("0123456789abcdef0123456789abcdef01234567");
    private static final String TORRENT = "/v1/torrents/" + HASH;
    private static final String ACTION = TORRENT + "/action";
    private static final String MAGNET = "magnet:?xt=urn:btih:" + HASH + "&dn=x";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void clear() {
        server.catalog().clear();
    }

    @Test
    void addsAMagnetLink() {
        var answer = server.post("/v1/torrents", "{\"magnet\":\"" + MAGNET + "\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo(TORRENT);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json().path("infoHash").asString()).isEqualTo(HASH.hex());
        assertThat(answer.json().path("state").asString()).isEqualTo("downloading");
        assertThat(server.get(answer.header("Location")).body()).isEqualTo(answer.body());
    }

    @Test
    void addsMetainfo() {
        var metainfo = "d4:infod4:name1:xee".getBytes(StandardCharsets.US_ASCII);
        var base64 = Base64.getEncoder().encodeToString(metainfo);

        var answer = server.post("/v1/torrents", "{\"metainfo\":\"" + base64 + "\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).endsWith(answer.json().path("infoHash").asString());
        assertThat(server.catalog().lastMetainfo()).isEqualTo(metainfo);
    }

    @Test
    void addsWhereAndHowItIsTold() {
        var answer = server.post(
                "/v1/torrents",
                "{\"magnet\":\"" + MAGNET + "\",\"downloadDir\":\"/films/../series\",\"paused\":true}");

        assertThat(answer.json().path("downloadDir").asString()).isEqualTo("/series");
        assertThat(answer.json().path("state").asString()).isEqualTo("paused");
    }

    @Test
    void showsEveryFieldOfATorrent() {
        add();

        var fields = server.get(TORRENT).json().propertyNames();

        assertThat(fields).containsExactlyInAnyOrder(
                "infoHash",
                "infoHashV1",
                "infoHashV2",
                "name",
                "state",
                "reason",
                "progress",
                "sizeBytes",
                "downloadedBytes",
                "uploadedBytes",
                "downloadBytesPerSecond",
                "uploadBytesPerSecond",
                "ratio",
                "etaSeconds",
                "seeds",
                "peers",
                "swarmSeeds",
                "swarmPeers",
                "availability",
                "receivedBytes",
                "activeSeconds",
                "seedingSeconds",
                "queuePosition",
                "isPrivate",
                "category",
                "tags",
                "modes",
                "limits",
                "seedGoals",
                "downloadDir",
                "contentPath",
                "addedAt",
                "completedAt",
                "fsops");
    }

    @Test
    void refusesWhatIsHereAlready() {
        add();

        var answer = server.post("/v1/torrents", "{\"magnet\":\"" + MAGNET + "\"}");

        answer.isProblem(409, "duplicate-torrent");
        assertThat(answer.json().path("detail").asString()).contains(HASH.hex());
    }

    @Test
    void findsByUpperCase() {
        add();

        var answer = server.get("/v1/torrents/" + HASH.hex().toUpperCase(Locale.ROOT));

        assertThat(answer.json().path("infoHash").asString()).isEqualTo(HASH.hex());
    }

    @Test
    void doesNotFindWhatWasNeverAdded() {
        server.get(TORRENT).isProblem(404, "torrent-not-found");
        server.get("/v1/torrents/" + "b".repeat(64)).isProblem(404, "torrent-not-found");
        server.delete(TORRENT).isProblem(404, "torrent-not-found");
        server.post(ACTION, "{\"action\":\"pause\"}").isProblem(404, "torrent-not-found");
    }

    @Test
    void pausesAndResumes() {
        add();

        assertThat(server.post(ACTION, "{\"action\":\"pause\"}").json().path("state").asString())
                .isEqualTo("paused");
        assertThat(server.post(ACTION, "{\"action\":\"resume\"}").json().path("state").asString())
                .isEqualTo("downloading");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"action\":null}", "{\"action\":\"\"}", "{\"action\":\"PAUSE\"}",
            "{\"action\":\"explode\"}", "{\"action\":1}", "{\"action\":\"pause\",\"force\":true}", "[]"})
    void refusesOtherActions(String body) {
        add();

        server.post(ACTION, body).isProblem(422, "invalid-body");

        assertThat(server.get(TORRENT).json().path("state").asString()).isEqualTo("downloading");
    }

    @Test
    void keepsTheDataOfARemovedTorrent() {
        add();

        var answer = server.delete(TORRENT);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(server.catalog().withDeletedData()).isEmpty();
        server.get(TORRENT).isProblem(404, "torrent-not-found");
    }

    @Test
    void keepsTheDataWhenToldTo() {
        add();

        assertThat(server.delete(TORRENT + "?deleteData=false").status()).isEqualTo(204);

        assertThat(server.catalog().withDeletedData()).isEmpty();
    }

    @Test
    void deletesTheDataOnlyWhenToldTo() {
        add();

        assertThat(server.delete(TORRENT + "?deleteData=true").status()).isEqualTo(204);

        assertThat(server.catalog().withDeletedData()).containsExactly(HASH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deleteData=yes", "deleteData", "deleteData=", "deleteData=TRUE",
            "deletedata=true",
            "deleteData=true&deleteData=false"})
    void deletesNothingOnAFlagItDoesNotUnderstand(String query) {
        add();

        server.delete(TORRENT + "?" + query).isProblem(400, "bad-parameter");

        assertThat(server.get(TORRENT).status()).isEqualTo(200);
    }

    @Test
    void filtersByState() {
        fill(2, TorrentState.SEEDING, 0);
        fill(3, TorrentState.PAUSED, 100);
        fill(4, TorrentState.FETCHING_METADATA, 200);

        var page = server.get("/v1/torrents?state=seeding&state=fetching_metadata").json();

        assertThat(page.path("items").findValuesAsString("state")).hasSize(6)
                .containsOnly("seeding", "fetching_metadata");
        assertThat(page.path("total").asInt()).isEqualTo(6);
        assertThat(page.path("nextCursor").isNull()).isTrue();
    }

    @Test
    void givesFiftyAtATimeUnlessTold() {
        fill(60, TorrentState.SEEDING, 0);

        var page = server.get("/v1/torrents").json();

        assertThat(hashes(page)).hasSize(50);
        assertThat(page.path("total").asInt()).isEqualTo(60);
        assertThat(page.path("nextCursor").asString()).isNotEmpty();
    }

    @Test
    void takesTheHighestAndTheLowestLimit() {
        fill(501, TorrentState.SEEDING, 0);

        assertThat(hashes(server.get("/v1/torrents?limit=500").json())).hasSize(500);
        assertThat(hashes(server.get("/v1/torrents?limit=1").json())).hasSize(1);
    }

    @Test
    void endsWithAFullLastPage() {
        fill(4, TorrentState.SEEDING, 0);

        var second = server
                .get("/v1/torrents?limit=2&cursor=" + cursor(server.get("/v1/torrents?limit=2").json()));

        assertThat(hashes(second.json())).hasSize(2);
        assertThat(cursor(second.json())).isNull();
    }

    @Test
    void ordersTorrentsOfTheSameMomentByHash() {
        for (var first : List.of("c", "a", "b")) {
            server.catalog()
                    .put(
                            FakeCatalog.torrent(
                                    new InfoHash(first.repeat(40)),
                                    TorrentState.SEEDING,
                                    FakeCatalog.FIRST_ADDED));
        }

        assertThat(walk(1)).containsExactly("a".repeat(40), "b".repeat(40), "c".repeat(40));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neitherSkipsNorRepeatsATorrentWhileOthersComeAndGo(long seed) {
        var random = new Random(seed);
        var staying = new ArrayList<String>();
        var passing = new ArrayList<InfoHash>();
        for (int i = 0; i < 60; i++) {
            var infoHash = randomHash(random);
            put(infoHash, random);
            if (random.nextBoolean()) {
                staying.add(infoHash.hex());
            } else {
                passing.add(infoHash);
            }
        }

        var seen = new ArrayList<String>();
        @Nullable
        String cursor = "";
        while (cursor != null) {
            var limit = 1 + random.nextInt(7);
            var page = server
                    .get("/v1/torrents?limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .json();
            seen.addAll(hashes(page));
            cursor = cursor(page);
            for (int i = 0; i < 3 && !passing.isEmpty(); i++) {
                server.catalog().drop(passing.remove(random.nextInt(passing.size())));
            }
            put(randomHash(random), random);
        }

        assertThat(seen).doesNotHaveDuplicates().containsAll(staying);
    }

    @Test
    void goesOnAfterATorrentThatIsGone() {
        fill(5, TorrentState.SEEDING, 0);
        var page = server.get("/v1/torrents?limit=2").json();
        var all = walk(500);

        server.catalog().drop(new InfoHash(hashes(page).getLast()));

        var next = server.get("/v1/torrents?limit=2&cursor=" + cursor(page)).json();
        assertThat(hashes(next)).isEqualTo(all.subList(2, 4));
    }

    @Test
    void refusesCursorsItDidNotGive() {
        var encoder = Base64.getUrlEncoder();
        Stream.of(
                "!!!",
                "x",
                encoder.encodeToString(new byte[]{0, 1}),
                encoder.encodeToString(
                        "a:b".getBytes(
                                StandardCharsets.US_ASCII)),
                "a".repeat(3_000))
                .forEach(
                        cursor -> server.get("/v1/torrents?cursor=" + cursor)
                                .isProblem(400, "bad-parameter"));
    }

    private static void add() {
        assertThat(server.post("/v1/torrents", "{\"magnet\":\"" + MAGNET + "\"}").status()).isEqualTo(201);
    }

    private static void fill(int count, TorrentState state, int offset) {
        IntStream.range(offset, offset + count)
                .forEach(
                        i -> server.catalog()
                                .put(
                                        FakeCatalog.torrent(
                                                new InfoHash("%040x".formatted(i)),
                                                state,
                                                FakeCatalog.FIRST_ADDED.plusMillis(i))));
    }

    /// Adds a torrent at one of few moments, so that many share theirs.
    private static void put(InfoHash infoHash, Random random) {
        server.catalog()
                .put(
                        FakeCatalog.torrent(
                                infoHash,
                                TorrentState.SEEDING,
                                FakeCatalog.FIRST_ADDED.plus(Duration.ofMillis(random.nextInt(20)))));
    }

    private static InfoHash randomHash(Random random) {
        var bytes = new byte[random.nextBoolean() ? 20 : 32];
        random.nextBytes(bytes);
        return new InfoHash(HexFormat.of().formatHex(bytes));
    }

    private static List<String> walk(int limit) {
        var page = server.get("/v1/torrents?limit=" + limit).json();
        var seen = new ArrayList<>(hashes(page));
        for (var cursor = cursor(page); cursor != null; cursor = cursor(page)) {
            page = server.get("/v1/torrents?limit=" + limit + "&cursor=" + cursor).json();
            seen.addAll(hashes(page));
        }
        return seen;
    }

    private static List<String> hashes(JsonNode page) {
        return page.path("items").findValuesAsString("infoHash");
    }

    private static @Nullable String cursor(JsonNode page) {
        var cursor = page.path("nextCursor");
        return cursor.isNull() ? null : cursor.asString();
    }
}
