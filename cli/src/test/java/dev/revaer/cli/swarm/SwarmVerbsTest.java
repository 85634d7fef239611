package dev.revaer.cli.swarm;

import dev.revaer.cli.CommandRun;
import dev.revaer.cli.FakeRevaer;
import dev.revaer.cli.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SwarmVerbsTest {
    private static final String PATH = "/v1/torrents/" + Samples.HASH;
    private static final String TRACKERS = """
            {"items":[{"tier":0,"url":"udp://127.0.0.1:1","status":"working","seeds":1,"peers":2}]}""";
    private static final String NONE = "{\"items\":[]}";

    private final FakeRevaer server = new FakeRevaer();

    @BeforeEach
    void knowAFilm() {
        var film = Samples.torrent(Samples.HASH, "Film", "downloading");
        server.on(Samples.LIST, 200, Samples.page("null", film)).on("GET " + PATH, 200, film);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void changesTrackers() {
        server.on("GET " + PATH + "/trackers", 200, TRACKERS)
                .on("POST " + PATH + "/trackers", 200, TRACKERS)
                .on("PUT " + PATH + "/trackers", 200, TRACKERS)
                .on("PATCH " + PATH + "/trackers", 200, TRACKERS)
                .on("DELETE " + PATH + "/trackers?url=udp%3A%2F%2F127.0.0.1%3A1", 200, NONE);

        assertThat(run("trackers", "ls", "Film").out()).contains("udp://127.0.0.1:1", "working");
        run("trackers", "add", "Film", "--tier", "1", "udp://127.0.0.1:1");
        assertThat(last()).isEqualTo("{\"trackers\":[{\"url\":\"udp://127.0.0.1:1\",\"tier\":1}]}");
        run("trackers", "replace", "Film", "udp://127.0.0.1:1", "udp://127.0.0.1:2");
        assertThat(last()).isEqualTo(
                "{\"trackers\":[{\"url\":\"udp://127.0.0.1:1\",\"tier\":0},{\"url\":\"udp://127.0.0.1:2\",\"tier\":1}]}");
        run("trackers", "edit", "Film", "udp://127.0.0.1:1", "--to", "udp://127.0.0.1:3", "--tier", "2");
        assertThat(last())
                .isEqualTo("{\"url\":\"udp://127.0.0.1:1\",\"newUrl\":\"udp://127.0.0.1:3\",\"tier\":2}");
        assertThat(run("trackers", "rm", "Film", "udp://127.0.0.1:1").out()).contains("No trackers.");
    }

    @Test
    void changesWebSeeds() {
        var seeds = "{\"items\":[{\"url\":\"http://127.0.0.1/\"}]}";
        server.on("GET " + PATH + "/web-seeds", 200, seeds)
                .on("POST " + PATH + "/web-seeds", 200, seeds)
                .on("DELETE " + PATH + "/web-seeds?url=http%3A%2F%2F127.0.0.1%2F", 200, NONE);

        assertThat(run("webseeds", "ls", "Film").out()).contains("http://127.0.0.1/");
        run("webseeds", "add", "Film", "http://127.0.0.1/");
        assertThat(last()).isEqualTo("{\"webSeeds\":[\"http://127.0.0.1/\"]}");
        assertThat(run("webseeds", "rm", "Film", "http://127.0.0.1/").out()).contains("No web seeds.");
    }

    @Test
    void connectsToPeersAndBansThem() {
        server.on(
                "GET " + PATH + "/peers",
                200,
                "{\"items\":[{\"address\":\"127.0.0.1:5\",\"client\":\"x\"}]}")
                .on("POST " + PATH + "/peers", 202, "{}")
                .on("POST " + PATH + "/peers/ban", 200, "{\"address\":\"127.0.0.1\"}")
                .on("GET /v1/network/bans", 200, "{\"items\":[{\"address\":\"127.0.0.1\"}]}")
                .on("POST /v1/network/bans", 200, "{\"address\":\"192.0.2.1\"}")
                .on("DELETE /v1/network/bans/192.0.2.1", 204, "");

        assertThat(run("peers", "ls", "Film").out()).contains("127.0.0.1:5");
        assertThat(run("peers", "add", "Film", "127.0.0.1:5").out()).contains("Connecting to 127.0.0.1:5");
        assertThat(run("peers", "ban", "Film", "127.0.0.1").out()).contains("Banned 127.0.0.1");
        assertThat(run("bans", "ls").out()).contains("127.0.0.1");
        assertThat(run("bans", "add", "192.0.2.1").out()).contains("Banned 192.0.2.1");
        assertThat(run("bans", "rm", "192.0.2.1").out()).contains("No longer banned: 192.0.2.1");
    }

    private String last() {
        return server.requests().getLast().body();
    }

    private CommandRun.Outcome run(String... arguments) {
        var outcome = CommandRun.against(server).run(arguments);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome;
    }
}
