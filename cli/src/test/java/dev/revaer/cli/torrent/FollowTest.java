package dev.revaer.cli.torrent;

import dev.revaer.cli.CommandRun;
import dev.revaer.cli.FakeRevaer;
import dev.revaer.cli.FakeRevaer.Request;
import dev.revaer.cli.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class FollowTest {
    private static final String GET = "GET /v1/torrents/" + Samples.HASH;
    private static final String DOWNLOADING = Samples.torrent(Samples.HASH, "Film", "downloading");
    private static final String PROGRESS = """
            {"state":"downloading","progress":0.75,"sizeBytes":2097152,"downloadedBytes":1572864,\
            "downloadBytesPerSecond":2048,"etaSeconds":61,"seeds":1,"peers":4}""";
    private static final String LIBRARY = "{\"libraryPath\":\"/library/Film\",\"files\":1,\"bytes\":2097152}";

    private final FakeRevaer server = new FakeRevaer().on("POST /v1/torrents", 201, DOWNLOADING)
            .on(GET, 200, DOWNLOADING);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsProgressUntilItIsInTheLibrary() {
        server.events(
                frames -> frames
                        .raw(": heartbeat\n\n")
                        .event(1, "metadata_received", Samples.HASH, "{\"name\":\"Film\"}")
                        .event(2, "progress", Samples.HASH, PROGRESS)
                        .event(3, "completed", Samples.HASH, "{}")
                        .event(4, "fsops_started", Samples.HASH, "{}")
                        .event(
                                5,
                                "fsops_progress",
                                Samples.HASH,
                                "{\"stage\":\"extract\",\"bytesDone\":512,\"bytesTotal\":1024}")
                        .event(6, "fsops_completed", Samples.HASH, LIBRARY)
                        .hold());

        var outcome = CommandRun.against(server).run("add", "magnet:?x", "--follow");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo("""
                Added %s  Film
                [##########----------]  50.0%%  1.0 MiB/2.0 MiB  1.0 KiB/s  ETA 17m04s  3 peers  downloading
                Downloaded Film
                [##########----------]  50.0%%  512 B/1.0 KiB  extract
                In the library: /library/Film
                """.formatted(Samples.HASH));
        assertThat(server.eventRequests().getFirst().line())
                .isEqualTo("GET /v1/events?torrent=" + Samples.HASH);
    }

    @Test
    void redrawsOneLineOnATerminal() {
        server.events(
                frames -> frames
                        .event(2, "progress", Samples.HASH, PROGRESS.replace("downloading", "stalled"))
                        .event(6, "fsops_completed", Samples.HASH, LIBRARY)
                        .hold());

        var outcome = CommandRun.against(server).onTerminal().run("add", "magnet:?x", "--follow");

        assertThat(outcome.out())
                .contains("\r\u001b[K[##########----------]  50.0%")
                .contains("\r\u001b[K[###############-----]  75.0%")
                .endsWith("\r\u001b[KIn the library: /library/Film\n");
    }

    @Test
    void readsTheTorrentAgainAfterADisconnect() {
        server.events(
                frames -> frames.comeBackSoon().event(7, "progress", Samples.HASH, PROGRESS).cut(),
                frames -> {
                    server.on(GET, 200, Samples.torrent(Samples.HASH, "Film", "seeding", """
                            {"state":"running","stage":"extract","libraryPath":null}"""));
                    frames.comeBackSoon().raw(":\n\n");
                },
                frames -> {
                    server.on(GET, 200, Samples.torrent(Samples.HASH, "Film", "seeding", """
                            {"state":"completed","stage":null,"libraryPath":"/library/Film"}"""));
                    frames.hold();
                });

        var outcome = CommandRun.against(server).run("add", "magnet:?x", "--follow");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).endsWith("In the library: /library/Film\n");
        assertThat(outcome.err()).contains("trying again");
        assertThat(server.eventRequests()).extracting(Request::lastEventId).containsExactly(null, "7", "7");
    }

    @Test
    void seesWhatHappenedBeforeTheStreamWasOpen() {
        server.on(GET, 200, Samples.torrent(Samples.HASH, "Film", "seeding", """
                {"state":"completed","libraryPath":"/library/Film"}"""));
        server.events(FakeRevaer.Frames::hold);

        var outcome = CommandRun.against(server).run("add", "magnet:?x", "--follow", "-q");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo(Samples.HASH + "\n/library/Film\n");
    }

    @Test
    void endsWithTheDownloadWhenTheLibraryIsNoMatter() {
        server.events(frames -> frames.event(3, "completed", Samples.HASH, "{}").hold());

        var outcome = CommandRun.against(server).run("add", "magnet:?x", "--follow", "--no-wait-fsops");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).endsWith("Downloaded Film\n");
    }

    @Test
    void saysWhyTheDownloadFailed() {
        server.events(
                frames -> frames.event(3, "failure", Samples.HASH, "{\"reason\":\"disk \\u001b]0;x full\"}")
                        .hold());

        var outcome = CommandRun.against(server).run("add", "magnet:?x", "--follow");

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.err()).contains("Film failed: disk \\u001b]0;x full");
    }

    @Test
    void saysAtWhichStageThePostProcessingFailed() {
        server.events(
                frames -> frames
                        .event(
                                3,
                                "fsops_failed",
                                Samples.HASH,
                                "{\"stage\":\"extract\",\"reason\":\"a bomb\"}")
                        .hold());

        var outcome = CommandRun.against(server).run("add", "magnet:?x", "--follow");

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.err()).contains("Film failed: post-processing at extract: a bomb");
    }

    @Test
    void failsWithATorrentThatHasFailed() {
        server.on(
                GET,
                200,
                DOWNLOADING.replace("\"downloading\"", "\"failed\"")
                        .replace("\"reason\":null", "\"reason\":\"r\""));
        server.events(FakeRevaer.Frames::hold, FakeRevaer.Frames::hold);

        assertThat(CommandRun.against(server).run("status", Samples.HASH, "--follow").exitCode())
                .isEqualTo(6);
        server.on(
                GET,
                200,
                Samples.torrent(
                        Samples.HASH,
                        "Film",
                        "seeding",
                        "{\"state\":\"failed\",\"stage\":\"select\",\"detail\":\"why\"}"));
        assertThat(CommandRun.against(server).run("status", Samples.HASH, "--follow").err())
                .contains("at select: why");
    }

    @Test
    void endsWhenTheTorrentIsRemoved() {
        server.events(frames -> frames.event(3, "torrent_removed", Samples.HASH, "{}").hold());

        assertThat(CommandRun.against(server).run("add", "magnet:?x", "--follow").exitCode()).isEqualTo(5);
    }

    @Test
    void printsEventsForPrograms() {
        server.events(
                frames -> frames
                        .event(2, "progress", Samples.HASH, PROGRESS)
                        .event(6, "fsops_completed", Samples.HASH, LIBRARY)
                        .hold());

        var outcome = CommandRun.against(server).run("status", Samples.HASH, "--follow", "-o", "json");

        assertThat(outcome.out().lines()).hasSize(3)
                .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    @Test
    void givesUpWhenTheServiceStaysAway() {
        server.events(frames -> frames.comeBackSoon().cut());

        var outcome = CommandRun.against(server).run("status", Samples.HASH, "--follow", "--retry-for", "0");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err()).contains("no contact for 0 s");
    }
}
