package dev.revaer.cli.torrent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

import dev.revaer.cli.CommandRun;
import dev.revaer.cli.FakeRevaer;
import dev.revaer.cli.FakeRevaer.Request;
import dev.revaer.cli.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class AddCommandTest {
    private static final String MAGNET = "magnet:?xt=urn:btih:" + Samples.HASH + "&dn=\"x\"";
    private static final byte[] METAINFO = "d4:infod4:name1:aee\u0000\u00ff"
            .getBytes(StandardCharsets.ISO_8859_1);

    private final FakeRevaer server = new FakeRevaer()
            .on("POST /v1/torrents", 201, Samples.torrent(Samples.HASH, "A \\u001b[2Jname", "queued"));

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void addsAMagnetLink() {
        var outcome = CommandRun.against(server).run("add", MAGNET, "--download-dir", "/data/x", "--paused");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo("Added " + Samples.HASH + "  A \\u001b[2Jname\n");
        assertThat(server.requests().getFirst().body()).isEqualTo(
                "{\"magnet\":\"" + MAGNET.replace("\"", "\\\"")
                        + "\",\"downloadDir\":\"/data/x\",\"paused\":true}");
    }

    @Test
    void addsAFileAsBase64() throws IOException {
        Path file = Files.write(directory.resolve("@a b.torrent"), METAINFO);

        var outcome = CommandRun.against(server).run("add", "-q", file.toString());

        assertThat(outcome.out()).isEqualTo(Samples.HASH + "\n");
        assertThat(server.requests().getFirst().body())
                .isEqualTo("{\"metainfo\":\"" + Base64.getEncoder().encodeToString(METAINFO) + "\"}");
    }

    @Test
    void addsMetainfoFromTheInput() {
        var outcome = CommandRun.against(server).input(METAINFO).run("add", "-", "-o", "json");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("\"novelty\":{\"a\":[1]}").contains("\\u001B[2J").endsWith("}\n");
        assertThat(server.requests().getFirst().body()).contains("metainfo");
    }

    @Test
    void addsMagnetLinksFromTheInput() {
        var outcome = CommandRun.against(server).input("magnet:?a\n\n  MAGNET:?b\r\n").run("add", "-");

        assertThat(outcome.exitCode()).isZero();
        assertThat(server.requests()).extracting(Request::body)
                .containsExactly("{\"magnet\":\"magnet:?a\"}", "{\"magnet\":\"MAGNET:?b\"}");
    }

    @Test
    void addsUrlsAndFilesThatAGlobMatches() throws IOException {
        Files.write(directory.resolve("a.torrent"), METAINFO);
        Files.write(directory.resolve("b.torrent"), METAINFO);

        var outcome = CommandRun.against(server)
                .run("add", "-q", "https://example.org/c.torrent", directory + "/[ab].torrent");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out().lines()).hasSize(3);
        assertThat(server.requests().getFirst().body())
                .isEqualTo("{\"url\":\"https://example.org/c.torrent\"}");
    }

    @Test
    void sendsWhatIsWanted() {
        var outcome = CommandRun.against(server)
                .run(
                        ("add magnet:?x --category tv --tag a,b --sequential --first-last --seed-mode --tracker udp://h:1"
                                + " --web-seed http://h/ --include *.mkv --exclude x --no-skip-fluff --priority 3=high"
                                + " --down-limit 1.5M --up-limit none --connections 5 --ratio 2 --seed-time 7d12h"
                                + " --goal-action stop -o csv").split(" "));

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().lines()).hasSize(2).first().asString().startsWith("infoHash,name,state");
        assertThat(server.requests().getFirst().body()).isEqualTo(
                """
                        {"magnet":"magnet:?x","category":"tv","sequential":true,"firstLastPieces":true,"seedMode":true,\
                        "tags":["a","b"],"trackers":["udp://h:1"],"webSeeds":["http://h/"],"include":["*.mkv"],"exclude":["x"],\
                        "skipFluff":false,"priorities":[{"index":3,"priority":"high"}],\
                        "limits":{"downloadBytesPerSecond":1572864,"uploadBytesPerSecond":0,"connections":5},\
                        "seedGoals":{"ratio":2.0,"seedTime":"PT180H","action":"stop"}}""");
    }

    @Test
    void goesOnAfterOneThatFails() {
        var outcome = CommandRun.against(server)
                .run("add", directory.resolve("missing.torrent").toString(), MAGNET);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("missing.torrent: no such file");
        assertThat(outcome.out()).startsWith("Added ");
    }

    @Test
    void saysThatATorrentIsThereAlready() {
        server.on("POST /v1/torrents", 409, FakeRevaer.problem(409, "Already there", "it is called X"));

        var outcome = CommandRun.against(server).run("add", MAGNET, MAGNET);

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err()).contains("it is called X");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void stopsAtOnceWithoutAKey() {
        var outcome = CommandRun.against(server).run("add", MAGNET, MAGNET, "--api-key", "wrong");

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "magnet:?x\nftp://y"})
    void refusesAnInputThatIsNoTorrent(String input) {
        var outcome = CommandRun.against(server).input(input).run("add", "-");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void refusesFilesThatAreNoTorrents() throws IOException {
        Path large = Files.write(directory.resolve("large"), large());
        Path text = Files.writeString(directory.resolve("text"), "hello");
        Path empty = Files.writeString(directory.resolve("empty"), "");

        for (Path file : new Path[]{large, text, empty, directory}) {
            assertThat(CommandRun.against(server).run("add", file.toString()).exitCode()).isEqualTo(2);
        }
        assertThat(CommandRun.against(server).input(large()).run("add", "-").exitCode()).isEqualTo(2);
        assertThat(CommandRun.against(server).run("add", directory + "/*.torrent").exitCode()).isEqualTo(2);
        assertThat(server.requests()).isEmpty();
    }

    private static byte[] large() {
        byte[] bytes = new byte[(5 << 20) + 1];
        bytes[0] = 'd';
        return bytes;
    }
}
