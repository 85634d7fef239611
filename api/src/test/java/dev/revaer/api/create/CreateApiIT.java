package dev.revaer.api.create;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.revaer.api.Answer;
import dev.revaer.api.FakeCreations;
import dev.revaer.api.TestServer;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.create.NewMetainfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

@Timeout(60)
class CreateApiIT {
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
        server.creations().clear();
    }

    @Test
    void takesAPathAlone() {
        var answer = create("{'path': '/downloads/films/../Show'}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/v1/create/c1");
        assertThat(answer.json().path("state").asString()).isEqualTo("queued");
        assertThat(server.get("/v1/create/c1").body()).isEqualTo(answer.body());
        assertThat(server.creations().last()).isEqualTo(NewMetainfo.of(Path.of("/downloads/Show")));
    }

    @Test
    void takesAllThatCanBeSaid() {
        var answer = create(
                """
                        {'path': '/downloads/Show', 'format': 'v1', 'pieceLength': 65536, 'private': true,
                        'trackers': ['http://a.test/x', ['udp://b.test:1', 'https://c.test']],
                        'webSeeds': ['http://seed.test/'], 'comment': 'für alle', 'source': 'SITE',
                        'startSeeding': true}""");

        assertThat(answer.json().path("startSeeding").asBoolean()).isTrue();
        assertThat(answer.json().path("private").asBoolean()).isTrue();
        assertThat(answer.json().path("format").asString()).isEqualTo("v1");
        assertThat(server.creations().last()).isEqualTo(
                new NewMetainfo(
                        Path.of("/downloads/Show"),
                        MetainfoFormat.V1,
                        65_536,
                        true,
                        List.of(List.of("http://a.test/x"), List.of("udp://b.test:1", "https://c.test")),
                        List.of("http://seed.test/"),
                        "für alle",
                        "SITE"));
    }

    @Test
    void showsEveryFieldOfACreation() {
        var fields = create("{'path': '/downloads/Show'}").json().propertyNames();

        assertThat(fields).containsExactlyInAnyOrder(
                "id",
                "state",
                "reason",
                "path",
                "format",
                "pieceLength",
                "private",
                "startSeeding",
                "progress",
                "bytesDone",
                "bytesTotal",
                "infoHash",
                "infoHashV1",
                "infoHashV2",
                "requestedAt",
                "endedAt");
    }

    @Test
    void showsHowFarItHasCome() {
        create("{'path': '/downloads/Show'}");
        assertThat(server.get("/v1/create/c1").json().path("progress").asDouble()).isZero();

        server.creations().hashHalf("c1");

        var running = server.get("/v1/create/c1").json();
        assertThat(running.path("state").asString()).isEqualTo("running");
        assertThat(running.path("progress").asDouble()).isEqualTo(0.5);
        assertThat(running.path("bytesDone").asLong()).isEqualTo(500);
        assertThat(running.path("bytesTotal").asLong()).isEqualTo(1_000);
        assertThat(running.path("infoHash").isNull()).isTrue();
    }

    @Test
    void givesOutWhatWasMade() {
        create("{'path': '/downloads/Schön.mkv'}");
        server.get("/v1/create/c1.torrent").isProblem(409, "creation-not-completed");

        server.creations().complete("c1");

        var answer = server.get("/v1/create/c1.torrent");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/x-bittorrent");
        assertThat(answer.header("Content-Disposition")).contains("attachment", "Sch%C3%B6n.mkv.torrent");
        assertThat(answer.body()).isEqualTo(new String(FakeCreations.METAINFO, StandardCharsets.US_ASCII));
        var completed = server.get("/v1/create/c1").json();
        assertThat(completed.path("infoHash").asString()).isEqualTo(FakeCreations.HASH.hex());
        assertThat(completed.path("infoHashV1").asString()).isEqualTo(FakeCreations.HASH.hex());
        assertThat(completed.path("infoHashV2").isNull()).isTrue();
    }

    @Test
    void tellsWhyItFailed() {
        create("{'path': '/downloads/Show'}");

        server.creations().fail("c1", "it changed");

        assertThat(server.get("/v1/create/c1").json().path("reason").asString()).isEqualTo("it changed");
    }

    @Test
    void listsInTheOrderOfRequests() {
        assertThat(server.get("/v1/create").json().path("items")).isEmpty();
        create("{'path': '/downloads/one'}");
        create("{'path': '/downloads/two'}");

        var list = server.get("/v1/create").json();

        assertThat(list.path("total").asInt()).isEqualTo(2);
        assertThat(list.path("items").valueStream().map(item -> item.path("path").asString()))
                .containsExactly("/downloads/one", "/downloads/two");
    }

    @Test
    void cancelsThenForgets() {
        create("{'path': '/downloads/Show'}");

        assertThat(server.delete("/v1/create/c1").status()).isEqualTo(204);
        assertThat(server.get("/v1/create/c1").json().path("state").asString()).isEqualTo("cancelled");
        assertThat(server.delete("/v1/create/c1").status()).isEqualTo(204);

        server.get("/v1/create/c1").isProblem(404, "creation-not-found");
        server.get("/v1/create/c1.torrent").isProblem(404, "creation-not-found");
        server.delete("/v1/create/c1").isProblem(404, "creation-not-found");
    }

    @Test
    void refusesContentThatMayNotBeShared() {
        var answer = create("{'path': '/etc/passwd'}");

        answer.isProblem(422, "unshareable-content");
        assertThat(pointers(answer)).containsExactly("/path");
        assertThat(answer.json().path("detail").asString()).contains("must lie in /downloads");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'path': null|/path|missing",
            "'path': 'Show'|/path|not an absolute path", "'path': '/a\\u0000'|/path|not a path",
            "'path': '/a', 'format': 'V1'|/format|must be v1, v2 or hybrid",
            "'path': '/a', 'pieceLength': 20000|/pieceLength|power of two",
            "'path': '/a', 'pieceLength': 8192|/pieceLength|power of two",
            "'path': '/a', 'pieceLength': 'x'|/pieceLength|wrong type",
            "'path': '/a', 'trackers': 'http://t'|/trackers|wrong type",
            "'path': '/a', 'trackers': ['ws://t']|/trackers/0|must begin with",
            "'path': '/a', 'trackers': ['http://t', ['http://t', 'wss://t']]|/trackers/1/1|must begin with",
            "'path': '/a', 'trackers': [[]]|/trackers/0|not an address",
            "'path': '/a', 'trackers': [null]|/trackers/0|not an address",
            "'path': '/a', 'trackers': [[{'x': 1}]]|/trackers/0/0|not an address",
            "'path': '/a', 'webSeeds': ['udp://t:1']|/webSeeds/0|must begin with",
            "'path': '/a', 'webSeeds': [null]|/webSeeds/0|not an address",
            "'path': '/a', 'private': 'maybe'|/private|wrong type",
            "'path': '/a', 'isPrivate': true|/isPrivate|unknown"})
    void refusesWhatMakesNoSense(String members, String pointer, String detail) {
        var answer = create("{" + members + "}");

        answer.isProblem(422, "invalid-body");
        assertThat(pointers(answer)).containsExactly(pointer);
        assertThat(answer.json().path("detail").asString()).contains(detail);
    }

    @Test
    void namesAllFaultsAtOnce() {
        var many = IntStream.range(0, 101)
                .mapToObj(i -> "'http://t" + i + "'")
                .collect(Collectors.joining(","));

        var answer = create(
                "{'format': 'x', 'pieceLength': 1, 'trackers': [" + many + "], 'webSeeds': [" + many
                        + "], 'comment': '" + "c".repeat(4_097) + "', 'source': '" + "s".repeat(257) + "'}");

        answer.isProblem(422, "invalid-body");
        assertThat(pointers(answer))
                .containsExactly(
                        "/path",
                        "/format",
                        "/pieceLength",
                        "/trackers",
                        "/webSeeds",
                        "/comment",
                        "/source");
    }

    @Test
    void countsTrackersOverAllTiers() {
        var tier = "[" + "'http://t',".repeat(59) + "'http://t']";

        var answer = create("{'path': '/downloads/x', 'trackers': [" + tier + "," + tier + "]}");

        assertThat(pointers(answer.isProblem(422, "invalid-body"))).containsExactly("/trackers");
    }

    @Test
    void needsAKey() {
        assertThat(
                server.send(server.anonymous("/v1/create")).isProblem(401, "api-key-missing").headers().map())
                .contains(entry("www-authenticate", List.of("Bearer")));
    }

    private static Answer create(String json) {
        return server.post("/v1/create", json.replace('\'', '"'));
    }

    private static List<String> pointers(Answer answer) {
        return answer.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("pointer").asString())
                .toList();
    }
}
