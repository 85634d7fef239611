package dev.revaer.cli.torrent;

import java.util.Locale;
import java.util.stream.IntStream;

import dev.revaer.cli.CommandRun;
import dev.revaer.cli.FakeRevaer;
import dev.revaer.cli.FakeRevaer.Reply;
import dev.revaer.cli.FakeRevaer.Request;
import dev.revaer.cli.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class TorrentVerbsTest {
    private static final String FILM = Samples.torrent(Samples.HASH, "Film", "downloading");
    private static final String BOOK = Samples.torrent(Samples.SIMILAR, "Book", "seeding");

    private final FakeRevaer server = new FakeRevaer()
            .on(Samples.LIST, 200, Samples.page("null", FILM, BOOK));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listsInColumns() {
        var outcome = CommandRun.against(server).run("ls");

        assertThat(outcome.out()).isEqualTo("""
                HASH        NAME  STATE           SIZE  PROGRESS                  DOWN  UP  RATIO     ETA
                3f9c000000  Film  downloading  2.0 MiB  [#####-----]  50.0%  1.0 KiB/s   -   0.50  17m04s
                3f9c111111  Book  seeding      2.0 MiB  [#####-----]  50.0%  1.0 KiB/s   -   0.50  17m04s
                """);
    }

    @Test
    void coloursOnATerminalAlone() {
        assertThat(CommandRun.against(server).onTerminal().run("ls").out())
                .contains("\u001b[36mdownloading\u001b[0m");
        assertThat(CommandRun.against(server).onTerminal().with("NO_COLOR", "1").run("ls").out())
                .doesNotContain("\u001b");
        assertThat(CommandRun.against(server).run("ls").out()).doesNotContain("\u001b");
    }

    @Test
    void followsThePages() {
        server.on("GET /v1/torrents?limit=500&state=seeding&state=a+b", 200, Samples.page("\"c/1 &\"", FILM));
        server.on(
                "GET /v1/torrents?limit=500&cursor=c%2F1+%26&state=seeding&state=a+b",
                200,
                Samples.page("null", BOOK));

        var outcome = CommandRun.against(server).run("ls", "-q", "--state", "seeding", "--state", "a b");

        assertThat(outcome.out()).isEqualTo(Samples.HASH + "\n" + Samples.SIMILAR + "\n");
    }

    @Test
    void refusesAListWithoutEnd() {
        server.on(Samples.LIST, 200, Samples.page("\"c\"", FILM));
        server.on("GET /v1/torrents?limit=500&cursor=c", 200, Samples.page("\"c\"", FILM));

        assertThat(CommandRun.against(server).run("ls").exitCode()).isEqualTo(6);
    }

    @Test
    void stopsAtTheLimit() {
        server.on(
                "GET /v1/torrents?limit=1",
                200,
                "{\"items\":[" + FILM + "],\"nextCursor\":\"n\",\"total\":2}");

        var outcome = CommandRun.against(server).run("ls", "--limit", "1", "-o", "json");

        assertThat(outcome.out()).startsWith("{\"items\":[{").endsWith("\"nextCursor\":\"n\",\"total\":2}\n");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void showsWhatItDoesNotKnow() {
        server.on(
                Samples.LIST,
                200,
                Samples.page(
                        "null",
                        "{\"infoHash\":\"" + Samples.HASH
                                + "\",\"state\":\"dreaming\",\"name\":\"\\u202Egpj.exe\\u009b1m\"}"));

        var outcome = CommandRun.against(server).run("ls");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("dreaming", "\\u202egpj.exe\\u009b1m");
        assertThat(CommandRun.against(server).run("ls", "-o", "json").out())
                .contains("\\u202egpj.exe\\u009b1m");
    }

    @Test
    void saysThatThereIsNothing() {
        server.on(Samples.LIST, 200, Samples.page("null"));

        assertThat(CommandRun.against(server).run("ls").out()).startsWith("No torrents.");
    }

    @Test
    void showsAllAboutOne() {
        String details = Samples.torrent(Samples.HASH, "Film", "stalled", """
                {"state":"running","stage":"extract","libraryPath":"/library/Film"}""")
                .replace("\"reason\":null", "\"reason\":\"no peers\"")
                .replace("\"infoHashV2\":null", "\"infoHashV2\":\"" + "ab".repeat(32) + "\"");
        server.on("GET /v1/torrents/" + Samples.HASH, 200, details);

        var outcome = CommandRun.against(server)
                .run("status", Samples.HASH.toUpperCase(Locale.ROOT));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains(
                "State            stalled: no peers\n",
                "Info hash v2     abab",
                "Post-processing  running at extract\n",
                "Library          /library/Film\n",
                "Uploaded         512.0 KiB, ratio 0.50\n",
                "Seeds, peers     2, 3\n");
    }

    @Test
    void findsByPrefixAndByName() {
        assertThat(CommandRun.against(server).run("status", "3F9C0").out()).contains("Film");
        assertThat(CommandRun.against(server).run("status", "Book", "-q").out()).isEqualTo("seeding\n");
        assertThat(CommandRun.against(server).run("status", "3f9c1", "-o", "json").out())
                .startsWith("{\"infoHash\":");
    }

    @Test
    void namesTheCandidatesWhenItIsAmbiguous() {
        var outcome = CommandRun.against(server).run("status", "3f9c");

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err()).contains(Samples.HASH + "  Film", Samples.SIMILAR + "  Book");
    }

    @Test
    void findsByAPartOfTheNameAndByGlob() {
        assertThat(CommandRun.against(server).run("status", "fil", "-q").out()).isEqualTo("downloading\n");
        assertThat(CommandRun.against(server).run("status", "b??k", "-q").out()).isEqualTo("seeding\n");
        assertThat(CommandRun.against(server).run("status", "*").exitCode()).isEqualTo(5);
        assertThat(CommandRun.against(server).run("status", "zzz").err()).contains("no torrent zzz");
    }

    @Test
    void writesCsvForSpreadsheets() {
        server.on(
                Samples.LIST,
                200,
                Samples.page("null", Samples.torrent(Samples.HASH, "A \\\"b\\\", c\\n", "queued")));

        var outcome = CommandRun.against(server).run("ls", "-o", "csv");

        assertThat(outcome.out().lines()).containsExactly(
                "infoHash,name,state,sizeBytes,progress,downloadBytesPerSecond,uploadBytesPerSecond,ratio,etaSeconds",
                Samples.HASH + ",\"A \"\"b\"\", c\\u000a\",queued,2097152,0.5,1024,0,0.5,1024");
    }

    @Test
    void pausesAndResumes() {
        server.on(
                "POST /v1/torrents/" + Samples.HASH + "/action",
                200,
                Samples.torrent(Samples.HASH, "Film", "paused"));

        var outcome = CommandRun.against(server).run("action", "Film", "pause");

        assertThat(outcome.out()).isEqualTo("Film is paused\n");
        assertThat(server.requests().getLast().body()).isEqualTo("{\"action\":\"pause\"}");
        assertThat(CommandRun.against(server).run("action", "Film", "resume", "-o", "json").out())
                .startsWith("{");
        assertThat(server.requests().getLast().body()).isEqualTo("{\"action\":\"resume\"}");
    }

    @Test
    void tellsOfAConflict() {
        server.on(
                "POST /v1/torrents/" + Samples.HASH + "/action",
                409,
                FakeRevaer.problem(409, "Wrong state", "moving"));

        assertThat(CommandRun.against(server).run("action", "Film", "pause").exitCode()).isEqualTo(5);
    }

    @Test
    void removesWithoutAskingWhenTheDataStays() {
        server.on(
                "DELETE /v1/torrents/" + Samples.HASH + "?deleteData=false",
                new Reply(204, "text/plain", ""));

        var outcome = CommandRun.against(server).run("rm", "Film", "3f9c0");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo("Removed Film\n");
    }

    @Test
    void asksBeforeItDeletesData() {
        String request = "DELETE /v1/torrents/" + Samples.HASH + "?deleteData=true";
        server.on(request, new Reply(204, "text/plain", ""));

        var no = CommandRun.against(server).onTerminal().input("n\n").run("rm", "Film", "--delete-data");
        var silent = CommandRun.against(server).onTerminal().run("rm", "Film", "--delete-data");

        assertThat(no.exitCode()).isEqualTo(2);
        assertThat(no.err()).contains("Delete the data of Film? [y/N]");
        assertThat(silent.exitCode()).isEqualTo(2);
        assertThat(server.requests()).extracting(Request::line).doesNotContain(request);
        assertThat(
                CommandRun.against(server)
                        .onTerminal()
                        .input("yes\n")
                        .run("rm", "Film", "--delete-data")
                        .exitCode())
                .isZero();
        assertThat(CommandRun.against(server).run("rm", "Film", "--delete-data", "--yes", "-q").exitCode())
                .isZero();
        assertThat(server.requests()).extracting(Request::line).filteredOn(request::equals).hasSize(2);
    }

    @Test
    void removesNoneWhenOneIsUnknown() {
        assertThat(CommandRun.against(server).run("rm", "Film", "unknown").exitCode()).isEqualTo(5);

        assertThat(server.requests()).extracting(Request::line).noneMatch(line -> line.startsWith("DELETE"));
    }

    @Test
    void listsManyPagesWhole() {
        IntStream.range(0, 20)
                .forEach(
                        page -> server.on(
                                page == 0 ? Samples.LIST : "GET /v1/torrents?limit=500&cursor=" + page,
                                200,
                                Samples.page(page == 19 ? "null" : "\"" + (page + 1) + "\"", FILM, BOOK)));

        assertThat(CommandRun.against(server).run("ls", "-q").out().lines()).hasSize(40);
    }
}
