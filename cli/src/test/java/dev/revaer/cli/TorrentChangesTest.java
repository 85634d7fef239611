package dev.revaer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.revaer.cli.FakeRevaer.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class TorrentChangesTest {
    private static final String FILM = Samples.torrent(Samples.HASH, "Film", "downloading")
            .replace(
                    "\"novelty\"",
                    "\"tags\":[\"new\",\"hd\"],\"seedGoals\":{\"ratio\":1.5,\"action\":null},\"novelty\"");
    private static final String BOOK = Samples.torrent(Samples.SIMILAR, "Book", "seeding");
    private static final String PATH = "/v1/torrents/" + Samples.HASH;

    private final FakeRevaer server = new FakeRevaer()
            .on(Samples.LIST, 200, Samples.page("null", FILM, BOOK))
            .on("GET " + PATH, 200, FILM);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void changesWhatIsNamedAndKeepsTheRest() {
        server.on("PATCH " + PATH, 200, FILM);

        var outcome = run("set", "Film", "--add-tag", "seen", "--remove-tag", "new", "--seed-time", "1d");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo("Changed Film\n");
        assertThat(server.requests().getLast().body()).isEqualTo(
                "{\"tags\":[\"hd\",\"seen\"],\"seedGoals\":{\"ratio\":1.5,\"action\":null,\"seedTime\":\"PT24H\"}}");
        assertThat(run("set", "Film").exitCode()).isEqualTo(2);
    }

    @Test
    void tellsHowEachOfSeveralFared() {
        server.on(
                "POST /v1/torrents/actions",
                200,
                """
                        {"results":[{"infoHash":"%s","status":200},{"infoHash":"%s","status":409,
                        "problem":{"title":"Wrong state","status":409,"detail":"it is moving"}}]}"""
                        .formatted(Samples.HASH, Samples.SIMILAR));

        var outcome = run("action", "pause", "Film", "Book");

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.out()).isEqualTo("Film: pause\n");
        assertThat(outcome.err()).contains("Book:", "it is moving");
        assertThat(server.requests().getLast().body()).isEqualTo(
                "{\"action\":\"pause\",\"hashes\":[\"%s\",\"%s\"]}".formatted(Samples.HASH, Samples.SIMILAR));
    }

    @Test
    void commandsWithWhatTheActionNeeds() {
        server.on("POST " + PATH + "/action", 200, FILM);

        run("action", "film", "superseed", "--off");
        run("action", "deadline", "Film", "--piece", "7", "--within", "30s");

        assertThat(server.requests()).extracting(Request::body)
                .contains(
                        "{\"action\":\"superSeed\",\"enabled\":false}",
                        "{\"action\":\"deadline\",\"piece\":7,\"deadlineMillis\":30000}");
    }

    @Test
    void followsAMoveToItsEnd() {
        String queued = """
                {"infoHash":"%s","from":"/data","to":"/else","state":"queued","bytesDone":1,"bytesTotal":4}"""
                .formatted(Samples.HASH);
        server.on("POST " + PATH + "/move", 202, queued)
                .on("GET " + PATH, 200, FILM.replace("\"/data\"", "\"/else\""));

        var outcome = run("move", "Film", "--to", "/else", "--follow");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo("Moving Film to /else\nMoved Film to /else\n");
        server.on("GET " + PATH, 200, FILM);
        assertThat(run("move", "Film", "--to", "/else", "--follow").exitCode()).isEqualTo(6);
    }

    @Test
    void savesATorrentWithoutLeavingTheDirectory(@TempDir Path directory) throws IOException {
        server.on(PATH, 200, "")
                .on(Samples.LIST, 200, Samples.page("null", FILM.replace("Film", "../../a\\u0000b")))
                .on("GET " + PATH + ".torrent", 200, "d4:infode");

        var outcome = run("export", "3f9c", "--to", directory.toString());

        assertThat(outcome.exitCode()).isZero();
        assertThat(directory.resolve("_.._.._a_b.torrent")).hasContent("d4:infode");
        assertThat(run("export", "3f9c", "--to", directory.toString()).err()).contains("is there already");
        assertThat(run("export", "3f9c", "--to", "-").out()).isEqualTo("d4:infode");
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void showsJobsUntilNoneIsOpen() {
        String job = "{\"infoHash\":\"%s\",\"name\":\"Film\",\"state\":\"%s\",\"stage\":\"extract\",\"bytesDone\":0,\"bytesTotal\":0}";
        String list = "GET /v1/fsops/jobs?limit=500";
        server.on(list, 200, Samples.page("null", job.formatted(Samples.HASH, "running")));
        server.events(
                frames -> frames.comeBackSoon()
                        .event(
                                1,
                                "fsops_progress",
                                Samples.HASH,
                                "{\"stage\":\"transfer\",\"bytesDone\":512,\"bytesTotal\":1024,\"percent\":50}")
                        .cut(),
                frames -> {
                    server.on(list, 200, Samples.page("null", job.formatted(Samples.HASH, "completed")));
                    frames.hold();
                });

        var outcome = run("fsops", "ls", "--follow");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .contains("[##########----------]  50.0%  512 B/1.0 KiB  Film transfer", "completed");
    }

    @Test
    void namesThePlan() {
        server.on(
                "POST " + PATH + "/fsops/plan",
                200,
                """
                        {"outcome":"refuse","stage":"publish","reason":"the name is taken","files":[],"notes":["a note"]}""");

        assertThat(run("fsops", "plan", "Film").out())
                .startsWith("Would fail at publish: the name is taken\na note\n");
    }

    @Test
    void drawsPieces() {
        server.on("GET " + PATH + "/pieces", 200, """
                {"count":12,"pieceLength":16384,"have":"8PA=","availability":"","downloading":[]}""");

        assertThat(run("pieces", "Film").out()).isEqualTo(
                "8 of 12 pieces of 16.0 KiB, 0 on their way\n####----####\n");
    }

    private CommandRun.Outcome run(String... arguments) {
        return CommandRun.against(server).run(arguments);
    }
}
