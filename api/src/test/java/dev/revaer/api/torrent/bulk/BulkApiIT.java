package dev.revaer.api.torrent.bulk;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.revaer.api.Answer;
import dev.revaer.api.FakeCatalog;
import dev.revaer.api.TestServer;
import dev.revaer.engine.EngineError.NotAnswering;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentCommand;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.queue.QueueMove;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class BulkApiIT {
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(64);
    private static final String UNKNOWN = "c".repeat(40);

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
        server.access().changes().clear();
    }

    @Test
    void tellsWhatHasBecomeOfEachInOrder() {
        put(A, B);

        var answer = act("[\"" + B + "\", \"" + UNKNOWN + "\", \"nonsense\", \"" + A + "\"]", "\"pause\"");

        assertThat(answer.status()).isEqualTo(200);
        var results = answer.json().path("results");
        assertThat(results.valueStream().map(result -> result.path("infoHash").asString()))
                .containsExactly(B, UNKNOWN, "nonsense", A);
        assertThat(statuses(answer)).containsExactly(200, 404, 400, 200);
        assertThat(results.path(0).has("problem")).isFalse();
        var problem = results.path(1).path("problem");
        assertThat(problem.path("type").asString()).endsWith("/torrent-not-found");
        assertThat(problem.path("detail").asString()).contains(UNKNOWN);
        assertThat(problem.path("instance").asString()).isEqualTo("/v1/torrents/actions");
        assertThat(problem.path("requestId").asString()).isEqualTo(answer.header("X-Request-Id"));
        assertThat(state(A)).isEqualTo("paused");
        assertThat(state(B)).isEqualTo("paused");
    }

    @Test
    void actsOnceOnWhatIsNamedTwice() {
        put(A);

        var answer = act(
                "[\"" + A + "\", \"" + "A".repeat(40) + "\", \"" + A + "\"]",
                "\"remove\", \"deleteData\": true");

        assertThat(statuses(answer)).containsExactly(204, 204, 204);
        assertThat(server.catalog().withDeletedData()).containsExactly(new InfoHash(A));
        assertThat(server.catalog().torrents()).isEmpty();
    }

    @Test
    void keepsDataUnlessToldOtherwise() {
        put(A);

        act("[\"" + A + "\"]", "\"remove\"");

        assertThat(server.catalog().torrents()).isEmpty();
        assertThat(server.catalog().withDeletedData()).isEmpty();
    }

    @Test
    void changesLabelsAndLimits() {
        put(A, B);

        var answer = act(
                "[\"" + A + "\", \"" + B + "\"]",
                "\"change\", \"options\": {\"tags\": [\"seen\"], \"limits\": {\"uploadBytesPerSecond\": 5000}}");

        assertThat(statuses(answer)).containsExactly(200, 200);
        for (var hash : List.of(A, B)) {
            var torrent = server.get("/v1/torrents/" + hash).json();
            assertThat(torrent.at("/tags/0").asString()).isEqualTo("seen");
            assertThat(torrent.at("/limits/uploadBytesPerSecond").asInt()).isEqualTo(5000);
        }
    }

    @Test
    void movesInTheQueueOneAfterTheOther() {
        put(A, B);

        act("[\"" + A + "\", \"" + B + "\"]", "\"queueTop\"");

        assertThat(server.catalog().commands())
                .containsExactly(
                        new TorrentCommand.MoveInQueue(QueueMove.TOP),
                        new TorrentCommand.MoveInQueue(QueueMove.TOP));
        assertThat(server.access().changes()).extracting(change -> change.subject()).containsExactly(B, A);
    }

    @Test
    void notesEachChangeAndNoFailure() {
        put(A);

        act("[\"" + A + "\", \"" + UNKNOWN + "\"]", "\"sequential\", \"enabled\": false");

        assertThat(server.access().changes()).singleElement().satisfies(change -> {
            assertThat(change.actor()).isEqualTo("test");
            assertThat(change.action()).isEqualTo("actOnTorrents");
            assertThat(change.subject()).isEqualTo(A);
            assertThat(change.detail()).containsEntry("action", "sequential");
        });
    }

    @Test
    void tellsOfAnEngineThatDoesNotAnswerInEachResult() {
        put(A);
        server.catalog().failWith(new NotAnswering("pause"));

        var answer = act("[\"" + A + "\", \"" + UNKNOWN + "\"]", "\"pause\"");

        assertThat(statuses(answer)).containsExactly(503, 503);
    }

    @Test
    void takesAThousandAndNoMore() {
        var thousand = hashes(1000);
        put(thousand.toArray(String[]::new));

        var answer = act(json(thousand), "\"pause\"");

        assertThat(statuses(answer)).hasSize(1000).containsOnly(200);
        var refused = act(json(hashes(1001)), "\"pause\"").isProblem(422, "invalid-body");
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/hashes");
        assertThat(refused.json().at("/errors/0/detail").asString()).contains("1000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'action': 'pause'} | /hashes",
            "{'hashes': [], 'action': 'pause'} | /hashes",
            "{'hashes': [null], 'action': 'pause'} | /hashes/0",
            "{'hashes': ['a', 'ÿ0123456789012345678901234567890123456789012345678901234567890123456789'], 'action': 'pause'} | /hashes/1",
            "{'hashes': ['a']} | /action",
            "{'hashes': ['a'], 'action': 'explode'} | /action",
            "{'hashes': ['a'], 'action': 'pause', 'deleteData': true} | /deleteData",
            "{'hashes': ['a'], 'action': 'pause', 'options': {}} | /options",
            "{'hashes': ['a'], 'action': 'change'} | /options",
            "{'hashes': ['a'], 'action': 'change', 'options': {'limits': {'uploadSlots': -5}}} | /options/limits/uploadSlots",
            "{'hashes': ['a'], 'action': 'deadline'} | /piece",
            "{'hashes': ['a'], 'action': 'pause', 'x': 1} | /x",
            "{'hashes': 'a', 'action': 'pause'} | /hashes"})
    void refusesAsAWholeWhatNoTorrentCouldDo(String body, String pointer) {
        var answer = server.post("/v1/torrents/actions", body.replace('\'', '"').replace("ÿ", ""));

        answer.isProblem(422, "invalid-body");
        assertThat(answer.json().at("/errors/0/pointer").asString()).as(answer.body()).isEqualTo(pointer);
    }

    @Test
    void needsAKeyForTorrents() {
        var request = server.as(TestServer.READ_KEY, "/v1/torrents/actions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"));

        server.send(request).isProblem(403, "scope-missing");
    }

    private static void put(String... hashes) {
        for (var hash : hashes) {
            server.catalog()
                    .put(
                            FakeCatalog.torrent(
                                    new InfoHash(hash),
                                    TorrentState.DOWNLOADING,
                                    FakeCatalog.FIRST_ADDED));
        }
    }

    private static Answer act(String hashes, String action) {
        return server
                .post("/v1/torrents/actions", "{\"hashes\": " + hashes + ", \"action\": " + action + "}");
    }

    private static List<Integer> statuses(Answer answer) {
        return answer.json()
                .path("results")
                .valueStream()
                .map(result -> result.path("status").asInt())
                .toList();
    }

    private static String state(String hash) {
        return server.get("/v1/torrents/" + hash).json().path("state").asString();
    }

    private static List<String> hashes(int count) {
        return IntStream.range(0, count).mapToObj("%040x"::formatted).toList();
    }

    private static String json(List<String> hashes) {
        return hashes.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
    }
}
