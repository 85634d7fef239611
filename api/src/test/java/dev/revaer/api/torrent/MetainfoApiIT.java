package dev.revaer.api.torrent;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import dev.revaer.api.FakeCatalog;
import dev.revaer.api.TestServer;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class MetainfoApiIT {
    private static final String METAINFO = "d4:infod4:name1:xee";
    private static final InfoHash MAGNET = new InfoHash("e".repeat(40));

    private static TestServer server;
    private static String torrent;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        var base64 = Base64.getEncoder().encodeToString(METAINFO.getBytes(StandardCharsets.US_ASCII));
        var added = server.post("/v1/torrents", "{\"metainfo\":\"" + base64 + "\"}");
        torrent = added.header("Location");
        server.catalog()
                .put(
                        FakeCatalog.torrent(
                                MAGNET,
                                TorrentState.FETCHING_METADATA,
                                FakeCatalog.FIRST_ADDED));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void givesTheTorrentFile() {
        var answer = server.get(torrent + ".torrent");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(METAINFO);
        assertThat(answer.header("Content-Type")).isEqualTo("application/x-bittorrent");
        assertThat(answer.header("Content-Disposition"))
                .matches("attachment; filename=\"torrent [0-9a-f]{4}\\.torrent\"; filename\\*=UTF-8''.+");
    }

    @Test
    void saysWhenItIsAsItWas() {
        var path = torrent + ".torrent";
        var tag = server.get(path).header("ETag");

        var again = server.send(server.to(path).header("If-None-Match", tag));

        assertThat(tag).isNotEmpty();
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void hasNoneBeforeTheMetadata() {
        server.get("/v1/torrents/" + MAGNET + ".torrent").isProblem(409, "metadata-missing");
    }

    @Test
    void refusesWhatIsNoTorrentOfOurs() {
        server.get("/v1/torrents/" + "a".repeat(40) + ".torrent").isProblem(404, "torrent-not-found");
        server.get("/v1/torrents/x.torrent").isProblem(400, "bad-info-hash");
        server.get("/v1/torrents/.torrent").isProblem();
        server.delete(torrent + ".torrent").isProblem();
    }
}
