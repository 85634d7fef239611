package dev.revaer.api.torrent.file;

import dev.revaer.api.FakeFiles;
import dev.revaer.api.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class FilesApiIT {
    private static final String TORRENT = "/v1/torrents/" + "a".repeat(40);
    private static final String MAGNET = "/v1/torrents/" + FakeFiles.MAGNET;

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
    void clear() {
        server.files().clear();
    }

    @Test
    void listsFilesPageByPage() {
        var first = server.get(TORRENT + "/files?limit=2").json();
        var second = server.get(TORRENT + "/files?limit=2&cursor=" + first.path("nextCursor").asString())
                .json();

        assertThat(first.path("total").asInt()).isEqualTo(3);
        assertThat(first.path("items").findValuesAsString("path"))
                .containsExactly("Show/a.mkv", "Show/b.mkv");
        assertThat(first.at("/items/0/progress").asDouble()).isEqualTo(0.5);
        assertThat(first.at("/items/1/index").asInt()).isEqualTo(2);
        assertThat(first.at("/items/0/priority").asString()).isEqualTo("normal");
        assertThat(second.path("items").findValuesAsString("path")).containsExactly("Show/show.nfo");
        assertThat(second.path("nextCursor").isNull()).isTrue();
        assertThat(second.at("/items/0/progress").asDouble()).isEqualTo(1.0);
    }

    @Test
    void saysWhenTheFilesAreNotKnown() {
        server.get(MAGNET + "/files").isProblem(409, "metadata-missing");
        var chosen = server.post(MAGNET + "/select", "{\"include\": [\"*.mkv\"]}");

        assertThat(chosen.status()).isEqualTo(200);
        assertThat(chosen.json().path("total").asInt()).isZero();
    }

    @Test
    void replacesOnlyWhatIsGiven() {
        server.post(TORRENT + "/select", "{\"skipFluff\": true}");

        var answer = server
                .post(TORRENT + "/select", "{\"priorities\": [{\"index\": 2, \"priority\": \"high\"}]}");

        assertThat(answer.json().path("items").findValuesAsString("priority"))
                .containsExactly("normal", "high", "skip");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'include': ['*.mkv', '[']}|/include/1",
            "{'include': ['*.iso']}|''",
            "{'priorities': [{'index': 0, 'priority': 'most'}]}|/priorities/0/priority",
            "{'priorities': [{'index': 0, 'priority': 'low'}, {'index': 9, 'priority': 'low'}]}|/priorities/1/index",
            "{'priorities': [{'priority': 'low'}]}|/priorities/0/index"}, quoteCharacter = '`')
    void namesWhatIsWrongInASelection(String body, String pointer) {
        var answer = server.post(TORRENT + "/select", body.replace('\'', '"'));

        answer.isProblem(422, "invalid-body");
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer.replace("''", ""));
    }

    @Test
    void renamesByIndexPathAndFolder() {
        server.post(TORRENT + "/files/rename", "{\"index\": 0, \"to\": \"Show/one.mkv\"}");
        server.post(TORRENT + "/files/rename", "{\"path\": \"Show/b.mkv\", \"to\": \"Show/S1/two.mkv\"}");

        var answer = server.post(TORRENT + "/files/rename", "{\"folder\": \"Show\", \"to\": \"Series\"}")
                .json();

        assertThat(answer.path("items").findValuesAsString("path"))
                .containsExactly("Series/one.mkv", "Series/S1/two.mkv", "Series/show.nfo");
        assertThat(answer.at("/items/0/originalPath").asString()).isEqualTo("Show/a.mkv");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'to': 'x'}|''",
            "{'index': 0, 'folder': 'Show', 'to': 'x'}|''",
            "{'index': 0}|/to",
            "{'index': 9, 'to': 'Show/x'}|/index",
            "{'path': 'nowhere', 'to': 'Show/x'}|/path",
            "{'folder': 'nowhere', 'to': 'Show/x'}|/folder",
            "{'index': 0, 'to': '../x'}|/to",
            "{'index': 0, 'to': '/etc/x'}|/to",
            "{'index': 0, 'to': 'Show/b.mkv'}|/to",
            "{'index': 0, 'to': 'x'}|/to"}, quoteCharacter = '`')
    void namesWhatIsWrongInARename(String body, String pointer) {
        var answer = server.post(TORRENT + "/files/rename", body.replace('\'', '"'));

        answer.isProblem(422, "invalid-body");
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer.replace("''", ""));
    }

    @Test
    void saysWhenTheDiskIsInTheWay() {
        server.post(TORRENT + "/files/rename", "{\"index\": 0, \"to\": \"Show/taken\"}")
                .isProblem(409, "rename-refused");
    }

    @Test
    void showsPiecesInShort() {
        var pieces = server.get(TORRENT + "/pieces").json();

        assertThat(pieces.path("count").asInt()).isEqualTo(10);
        assertThat(pieces.path("have").asString()).isEqualTo("gEA=");
        assertThat(pieces.path("availability").asString()).isEqualTo("AQIDBAUGBwgJ/w==");
        assertThat(pieces.at("/downloading/0/blocks").asInt()).isEqualTo(4);
    }

    @Test
    void refusesACursorItDidNotGive() {
        server.get(TORRENT + "/files?cursor=x").isProblem(400, "bad-parameter");
    }
}
