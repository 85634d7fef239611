package dev.revaer.cli.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.revaer.cli.CommandRun;
import dev.revaer.cli.FakeRevaer;
import dev.revaer.cli.FakeRevaer.Reply;
import dev.revaer.cli.FakeRevaer.Request;
import dev.revaer.cli.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class TailCommandTest {
    private final FakeRevaer server = new FakeRevaer();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void printsALineForEachEvent() {
        server.events(
                frames -> frames
                        .event(
                                1,
                                "torrent_added",
                                Samples.HASH,
                                "{\"name\":\"\\u001b[2JFilm\",\"magnet\":true,\"nothing\":null}")
                        .event(
                                2,
                                "state_changed",
                                Samples.HASH,
                                "{\"from\":\"queued\",\"to\":\"downloading\",\"reason\":null}")
                        .event(
                                3,
                                "progress",
                                Samples.HASH,
                                "{\"progress\":0.5,\"sizeBytes\":1024,\"etaSeconds\":5,\"peers\":2}")
                        .event(
                                4,
                                "fsops_progress",
                                Samples.HASH,
                                "{\"stage\":\"extract\",\"bytesDone\":1,\"bytesTotal\":2}")
                        .event(
                                5,
                                "fsops_completed",
                                Samples.HASH,
                                "{\"libraryPath\":\"/l\",\"files\":1,\"bytes\":2}")
                        .hold());

        var outcome = CommandRun.against(server).run("tail", "--until", "fsops_completed");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo(
                """
                        2026-11-21T05:00:00Z      1  torrent_added      3f9c000000  name=\\u001b[2JFilm  magnet=true
                        2026-11-21T05:00:00Z      2  state_changed      3f9c000000  queued -> downloading
                        2026-11-21T05:00:00Z      3  progress           3f9c000000  50.0% of 1.0 KiB  -  ETA 5s  2 peers
                        2026-11-21T05:00:00Z      4  fsops_progress     3f9c000000  extract  50.0%  1 B of 2 B
                        2026-11-21T05:00:00Z      5  fsops_completed    3f9c000000  /l  2 B
                        """);
    }

    @Test
    void asksForWhatIsWanted() {
        server.events(frames -> frames.event(9, "c", Samples.HASH, "{}").hold());

        CommandRun.against(server)
                .run(
                        "tail",
                        "--since",
                        "0",
                        "--type",
                        "a",
                        "--type",
                        "b&",
                        "--until",
                        "c",
                        "--torrent",
                        Samples.HASH);

        assertThat(server.requests()).hasSize(1);
        assertThat(server.requests().getFirst().line())
                .isEqualTo("GET /v1/events?torrent=" + Samples.HASH + "&type=a&type=b%26&type=c");
        assertThat(server.requests().getFirst().lastEventId()).isEqualTo("0");
    }

    @Test
    void findsTheTorrentByItsName() {
        server.on(Samples.LIST, 200, Samples.page("null", Samples.torrent(Samples.HASH, "Film", "queued")));
        server.events(frames -> frames.event(9, "c", Samples.HASH, "{}").hold());

        assertThat(CommandRun.against(server).run("tail", "--until", "c", "--torrent", "Film").exitCode())
                .isZero();
        assertThat(server.eventRequests().getFirst().line()).contains("torrent=" + Samples.HASH);
    }

    @Test
    void goesOnAfterDisconnectsWithoutGapOrRepetition() {
        server.events(
                frames -> frames.comeBackSoon()
                        .event(1, "a", Samples.HASH, "{}")
                        .event(2, "b", Samples.HASH, "{}"),
                frames -> frames.event(2, "b", Samples.HASH, "{}")
                        .event(3, "c", Samples.HASH, "{}")
                        .raw("id: 4\ndata: {\"id")
                        .cut(),
                frames -> frames.raw("nonsense").cut(),
                frames -> frames.event(1, "a", Samples.HASH, "{}").event(4, "d", Samples.HASH, "{}").hold());

        var outcome = CommandRun.against(server).run("tail", "--until", "d", "-o", "json");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out().lines().map(line -> line.replaceAll(".*\"type\":\"(.)\".*", "$1")))
                .containsExactly("a", "b", "c", "d");
        assertThat(server.eventRequests()).extracting(Request::lastEventId)
                .containsExactly(null, "2", "3", "3");
        assertThat(outcome.err()).contains("the service ended the event stream; trying again in");
    }

    @Test
    void waitsForAServiceThatIsStarting() {
        server.events(frames -> frames.comeBackSoon().event(1, "a", Samples.HASH, "{}"));
        server.on(
                "GET /v1/events",
                new Reply(503, "application/problem+json", FakeRevaer.problem(503, "Starting", "")));
        server.on("GET /v1/events?type=d", new Reply(503, "text/plain", ""));

        assertThat(CommandRun.against(server).run("tail").exitCode()).isEqualTo(6);
        var outcome = CommandRun.against(server).run("tail", "--type", "x", "--retry-for", "1");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err()).contains("Service Unavailable; trying again");
    }

    @Test
    void goesOnFromAnIdThatCameWithoutAnEvent() {
        server.events(
                frames -> frames.comeBackSoon().raw("id: 41\n\n"),
                frames -> frames.event(42, "d", Samples.HASH, "{}").hold());

        CommandRun.against(server).run("tail", "--until", "d");

        assertThat(server.eventRequests().getLast().lastEventId()).isEqualTo("41");
    }

    @Test
    void takesNumbersThatBeganAnewAfterAReset() {
        server.events(
                frames -> frames
                        .event(100, "a", Samples.HASH, "{}")
                        .event(5, "stream_reset", "", "{}")
                        .event(6, "d", Samples.HASH, "{}")
                        .hold());

        var outcome = CommandRun.against(server).run("tail", "--until", "d", "--since", "99");

        assertThat(outcome.out().lines()).hasSize(3);
    }

    @Test
    void remembersWhereItWas() throws IOException {
        Path file = directory.resolve("resume");
        server.events(
                frames -> frames.event(7, "d", Samples.HASH, "{}").hold(),
                frames -> frames.event(7, "d", Samples.HASH, "{}").event(8, "d", Samples.HASH, "{}").hold());

        CommandRun.against(server)
                .run("tail", "--until", "d", "--since", "3", "--resume-file", file.toString());
        var again = CommandRun.against(server)
                .run("tail", "--until", "d", "--since", "3", "--resume-file", file.toString());

        assertThat(server.eventRequests()).extracting(Request::lastEventId).containsExactly("3", "7");
        assertThat(again.out().lines()).hasSize(1);
        assertThat(Files.readString(file)).isEqualTo("8\n");
        assertThat(directory.toFile().list()).containsExactly("resume");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "99999999999999999999"})
    void refusesAResumeFileThatHoldsSomethingElse(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("resume"), text);

        var outcome = CommandRun.against(server).run("tail", "--resume-file", file.toString());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(Files.readString(file)).isEqualTo(text);
        assertThat(CommandRun.against(server).run("tail", "--resume-file", directory.toString()).exitCode())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: nonsense\n\n", "data: []\n\n", "data: {\"id\":\n\n",
            "id: 1\nevent: a\ndata:\n\n"})
    void refusesEventsItCannotRead(String frame) {
        server.events(frames -> frames.raw(frame).hold());

        assertThat(CommandRun.against(server).run("tail").exitCode()).isEqualTo(6);
    }

    @Test
    void refusesAnEventWithoutBound() {
        server.events(frames -> {
            String filling = "x".repeat(1 << 20);
            frames.raw("data: ");
            for (int i = 0; i < 9; i++) {
                frames.raw(filling);
            }
            frames.hold();
        });

        assertThat(CommandRun.against(server).run("tail").exitCode()).isEqualTo(6);
    }

    @Test
    void refusesAnAnswerThatIsNoStream() {
        server.on("GET /v1/events", new Reply(200, "text/html", "<html>"));

        assertThat(CommandRun.against(server).run("tail").exitCode()).isEqualTo(6);
    }

    @Test
    void endsWhenItsKeyIsRevoked() {
        server.events(frames -> {
            frames.comeBackSoon();
            server.on("GET /v1/events", 401, FakeRevaer.problem(401, "Unauthorized", "revoked"));
        });

        assertThat(CommandRun.against(server).run("tail").exitCode()).isEqualTo(4);
    }

    @Test
    void runsAProgramForEachEvent() throws IOException {
        server.events(
                frames -> frames.event(1, "torrent_added", Samples.HASH, "{}")
                        .event(2, "completed", Samples.HASH, "{\"name\":\"a b\"}")
                        .hold());
        var seen = directory.resolve("seen");

        var outcome = CommandRun.against(server)
                .run(
                        "tail",
                        "--until",
                        "completed",
                        "--exec",
                        "sh",
                        "--",
                        "-c",
                        "echo $REVAER_EVENT_ID $REVAER_EVENT_TYPE $REVAER_INFO_HASH \"$1\" >> '" + seen
                                + "'; cat >> '" + seen + "'",
                        "it",
                        "a; b");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(Files.readString(seen)).startsWith("1 torrent_added " + Samples.HASH + " a; b\n{\"id\":1,")
                .contains("\n2 completed ", "\"name\":\"a b\"");
    }

    @Test
    void tellsOfAProgramThatFailsAndGoesOn() {
        server.events(
                frames -> frames.event(1, "torrent_added", Samples.HASH, "{}")
                        .event(2, "completed", Samples.HASH, "{}")
                        .hold());

        var outcome = CommandRun.against(server)
                .run(
                        "tail",
                        "--until",
                        "completed",
                        "--exec-limit",
                        "1s",
                        "--exec",
                        "sh",
                        "--",
                        "-c",
                        "test $REVAER_EVENT_ID = 1 && exit 3; sleep 60");

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.err()).contains(
                "sh ended with code 3, for event 1 (torrent_added)",
                "sh took longer than 1 s and was ended, for event 2 (completed)");
    }
}
