package dev.revaer.api.torrent;

import java.time.Duration;

import dev.revaer.api.TestServer;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentCommand.MoveInQueue;
import dev.revaer.engine.TorrentCommand.PieceDeadline;
import dev.revaer.engine.TorrentCommand.Reannounce;
import dev.revaer.engine.TorrentCommand.Recheck;
import dev.revaer.engine.queue.QueueMove;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// What is wanted of a torrent, at the add and later.
@Timeout(60)
class OptionsApiIT {
    private static final InfoHash HASH = new InfoHash("a".repeat(40));
    private static final String TORRENT = "/v1/torrents/" + HASH;

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
    void takesAllWishesAtTheAdd() {
        var answer = server.post(
                "/v1/torrents",
                add(
                        """
                                ,"category":"films","tags":["b","a"],"paused":true,"sequential":true,"firstLastPieces":true,
                                "include":["*.mkv"],"exclude":["*sample*"],"skipFluff":true,
                                "priorities":[{"index":3,"priority":"high"}],
                                "limits":{"downloadBytesPerSecond":1000,"uploadBytesPerSecond":2000,"connections":3,"uploadSlots":4},
                                "seedGoals":{"ratio":1.5,"seedTime":"P2D","action":"removeData"},
                                "trackers":["http://127.0.0.1:1/announce"],"webSeeds":["https://example.org/f"]"""));

        assertThat(answer.status()).isEqualTo(201);
        var torrent = answer.json();
        assertThat(torrent.path("category").asString()).isEqualTo("films");
        assertThat(torrent.path("tags").valueStream().map(tag -> tag.asString())).containsExactly("a", "b");
        assertThat(torrent.path("modes").valueStream().map(mode -> mode.asString()))
                .containsExactlyInAnyOrder("sequential", "firstLastPieces");
        assertThat(torrent.at("/limits/uploadSlots").asInt()).isEqualTo(4);
        assertThat(torrent.at("/seedGoals/ratio").asDouble()).isEqualTo(1.5);
        assertThat(torrent.at("/seedGoals/seedTime").asString()).isEqualTo("PT48H");
        assertThat(torrent.at("/seedGoals/action").asString()).isEqualTo("removeData");
    }

    @Test
    void changesWhatIsSaidAndLeavesTheRest() {
        server.post("/v1/torrents", add(",\"category\":\"films\",\"limits\":{\"uploadSlots\":4}"));

        server.patch(TORRENT, "{\"tags\":[\"x\"],\"limits\":{\"connections\":9}}");

        var torrent = server.get(TORRENT).json();
        assertThat(torrent.path("category").asString()).isEqualTo("films");
        assertThat(torrent.at("/tags/0").asString()).isEqualTo("x");
        assertThat(torrent.at("/limits/connections").asInt()).isEqualTo(9);
        assertThat(torrent.at("/limits/uploadSlots").asInt()).isEqualTo(4);
    }

    @Test
    void takesACategoryAwayWithAnEmptyName() {
        server.post("/v1/torrents", add(",\"category\":\"films\""));

        var changed = server.patch(TORRENT, "{\"category\":\"\"}");

        assertThat(changed.json().path("category").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "\"category\":\" x\" | /category",
            "\"tags\":[\"ok\",\"\"] | /tags/1",
            "\"include\":[\"\"] | /include/0",
            "\"priorities\":[{\"index\":-1,\"priority\":\"low\"}] | /priorities/0/index",
            "\"priorities\":[{\"index\":1,\"priority\":\"urgent\"}] | /priorities/0/priority",
            "\"limits\":{\"connections\":1} | /limits/connections",
            "\"limits\":{\"downloadBytesPerSecond\":-1} | /limits/downloadBytesPerSecond",
            "\"seedGoals\":{\"ratio\":-0.1} | /seedGoals/ratio",
            "\"seedGoals\":{\"seedTime\":\"a while\"} | /seedGoals/seedTime",
            "\"seedGoals\":{\"action\":\"explode\"} | /seedGoals/action",
            "\"trackers\":[\"wss://example.org\"] | /trackers/0",
            "\"webSeeds\":[\"ftp://example.org\"] | /webSeeds/0"})
    void namesTheFaultOfAWish(String wish, String pointer) {
        var answer = server.post("/v1/torrents", add("," + wish));

        answer.isProblem(422, "invalid-body");
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(server.catalog().torrents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "firstLastPieces", "superSeed", "forceStart"})
    void turnsAModeOnAndOff(String mode) {
        server.post("/v1/torrents", add(""));

        var on = act("{\"action\":\"" + mode + "\"}");
        var off = act("{\"action\":\"" + mode + "\",\"enabled\":false}");

        assertThat(on.path("modes").toString()).isEqualTo("[\"" + mode + "\"]");
        assertThat(off.path("modes")).isEmpty();
    }

    @Test
    void passesCommandsOn() {
        server.post("/v1/torrents", add(""));

        act("{\"action\":\"reannounce\"}");
        act("{\"action\":\"recheck\"}");
        act("{\"action\":\"queueTop\"}");
        act("{\"action\":\"queueBottom\"}");
        act("{\"action\":\"deadline\",\"piece\":7,\"deadlineMillis\":1500}");

        assertThat(server.catalog().commands()).containsExactly(
                new Reannounce(),
                new Recheck(),
                new MoveInQueue(QueueMove.TOP),
                new MoveInQueue(QueueMove.BOTTOM),
                new PieceDeadline(7, Duration.ofMillis(1500)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"action\":\"dance\"} | /action",
            "{} | /action",
            "{\"action\":\"deadline\",\"deadlineMillis\":1} | /piece",
            "{\"action\":\"deadline\",\"piece\":1} | /deadlineMillis"})
    void namesTheFaultOfAnAction(String body, String pointer) {
        server.post("/v1/torrents", add(""));

        var answer = server.post(TORRENT + "/action", body);

        answer.isProblem(422, "invalid-body");
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    private static JsonNode act(String body) {
        var answer = server.post(TORRENT + "/action", body);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static String add(String wishes) {
        return "{\"magnet\":\"magnet:?xt=urn:btih:" + HASH + "\"" + wishes + "}";
    }
}
