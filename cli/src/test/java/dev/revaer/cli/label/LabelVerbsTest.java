package dev.revaer.cli.label;

import java.nio.file.Path;

import dev.revaer.cli.CommandRun;
import dev.revaer.cli.FakeRevaer;
import dev.revaer.cli.FakeRevaer.Reply;
import dev.revaer.cli.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class LabelVerbsTest {
    private static final String FILMS = """
            {"name":"films","downloadDir":"/data/films","torrents":2,"seedGoals":{"ratio":2.0},
            "limits":{"downloadBytesPerSecond":0,"uploadBytesPerSecond":5}}""";

    private final FakeRevaer server = new FakeRevaer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void changesACategoryAndKeepsTheRest() {
        server.on("GET /v1/categories", 200, "{\"items\":[" + FILMS + "]}")
                .on("PUT /v1/categories/films", 200, FILMS)
                .on("DELETE /v1/categories/films", 204, "");

        assertThat(run("category", "ls").out()).contains("films", "/data/films");
        run("category", "set", "films", "--up-limit", "1k", "--goal-action", "stop");
        assertThat(server.requests().getLast().body()).contains(
                "\"downloadDir\":\"/data/films\"",
                "\"uploadBytesPerSecond\":1024",
                "\"ratio\":2.0",
                "\"action\":\"stop\"");
        assertThat(run("category", "rm", "films").out()).contains("Removed category films");
    }

    @Test
    void makesATag() {
        server.on("GET /v1/tags", 200, "{\"items\":[]}")
                .on("PUT /v1/tags/seen", 201, "{\"name\":\"seen\",\"torrents\":0}")
                .on("DELETE /v1/tags/seen", 204, "");

        assertThat(run("tag", "set", "seen", "--ratio", "1").out()).contains("seen");
        assertThat(run("tag", "rm", "seen").out()).contains("Removed tag seen");
    }

    @Test
    void makesATorrentAndSavesIt(@TempDir Path directory) {
        server.on("POST /v1/create", 202, creation("hashing"))
                .on("GET /v1/create/7", 200, creation("completed"))
                .on("GET /v1/create/7.torrent", new Reply(200, "application/x-bittorrent", "d4:infoe", false))
                .on("GET /v1/create", 200, "{\"items\":[" + creation("completed") + "]}")
                .on("DELETE /v1/create/7", 204, "");
        var file = directory.resolve("show.torrent");

        assertThat(
                run(
                        "create",
                        "/data/show",
                        "--to",
                        file.toString(),
                        "--private",
                        "--comment",
                        "a",
                        "--source",
                        "b",
                        "--piece-length",
                        "1M",
                        "--format",
                        "v2",
                        "--tracker",
                        "udp://127.0.0.1:1").out())
                .contains("saved " + file);
        assertThat(file).hasContent("d4:infoe");
        assertThat(server.requests()).anyMatch(
                request -> request.body()
                        .equals(
                                "{\"path\":\"/data/show\",\"format\":\"v2\",\"comment\":\"a\",\"source\":\"b\",\"pieceLength\":1048576,\"private\":true,\"trackers\":[\"udp://127.0.0.1:1\"]}"));
        assertThat(run("creations", "ls").out()).contains("/data/show");
        assertThat(run("creations", "save", "7", "--to", directory.resolve("again.torrent").toString()).out())
                .contains("Saved");
        assertThat(run("creations", "rm", "7").out()).contains("Removed");
        server.on("POST /v1/create", 202, creation("failed"));
        assertThat(CommandRun.against(server).run("create", "/data/show").exitCode()).isEqualTo(6);
    }

    @Test
    void worksOnPostProcessing() {
        var film = Samples.torrent(Samples.HASH, "Film", "seeding");
        var path = "/v1/torrents/" + Samples.HASH;
        var job = "{\"job\":{\"infoHash\":\"%s\",\"name\":\"Film\",\"state\":\"failed\",\"stage\":\"extract\"},\"stages\":[]}"
                .formatted(Samples.HASH);
        server.on(Samples.LIST, 200, Samples.page("null", film))
                .on("GET " + path, 200, film)
                .on("GET " + path + "/fsops", 200, job)
                .on("POST " + path + "/fsops/retry", 202, "{\"state\":\"queued\"}")
                .on("POST " + path + "/fsops/cancel", 202, "{\"state\":\"cancelled\"}")
                .on("POST /v1/fsops/hooks/deliveries/5/retry", 202, "{\"id\":5,\"state\":\"waiting\"}");

        assertThat(run("fsops", "show", "Film").out()).contains("failed");
        assertThat(run("fsops", "retry", "Film").out()).contains("Post-processing of Film");
        assertThat(run("fsops", "cancel", "Film").out()).contains("cancelled");
        assertThat(run("hooks", "retry", "5").out()).contains("waiting");
    }

    private static String creation(String state) {
        return "{\"id\":\"7\",\"path\":\"/data/show\",\"state\":\"%s\",\"infoHash\":\"%s\",\"bytesDone\":1,\"bytesTotal\":2,\"reason\":null}"
                .formatted(state, Samples.HASH);
    }

    private CommandRun.Outcome run(String... arguments) {
        var outcome = CommandRun.against(server).run(arguments);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome;
    }
}
