package dev.revaer.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Runs the packaged jar in a terminal, and sees what a person would.
@Execution(ExecutionMode.CONCURRENT)
final class TerminalIT {
    private static final String TORRENT = "/v1/torrents/" + Samples.HASH;
    private static final String DOWNLOADING = Samples.torrent(Samples.HASH, "Film", "downloading");
    private static final String STALLED = """
            {"state":"stalled","progress":0.75,"sizeBytes":2097152,"downloadedBytes":1572864,\
            "downloadBytesPerSecond":2048,"etaSeconds":61,"seeds":1,"peers":4}""";

    private final FakeRevaer server = new FakeRevaer();

    @TempDir
    private Path directory;

    @BeforeEach
    void requireTmux() {
        assumeTrue(TmuxPane.isPossible(), "tmux is not here: nobody looks at the terminal");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fitsATableToTheScreen() throws IOException {
        String name = "Ein 映画 langer Film über und manches andere";
        server.on(
                Samples.LIST,
                200,
                Samples.page(
                        "null",
                        Samples.torrent(Samples.HASH, name, "downloading"),
                        Samples.torrent(Samples.SIMILAR, "Short", "seeding")));
        try (var pane = new TmuxPane(directory, 80, server.url())) {
            assertThat(pane.type("revaer ls").code()).isZero();
            assertThat(pane.text()).contains("""
                    HASH        NAME            STATE           SIZE  PROGRESS                  DOWN
                    3f9c000000  Ein 映画 lang…  downloading  2.0 MiB  [#####-----]  50.0%  1.0 KiB/s
                    3f9c111111  Short           seeding      2.0 MiB  [#####-----]  50.0%  1.0 KiB/s
                    2:0>
                    """);
            assertThat(pane.coloured()).contains("\u001b[36mdownloading", "\u001b[32mseeding");

            assertThat(pane.resize(50).type("clear; NO_COLOR=1 revaer ls").code()).isZero();
            assertThat(pane.text()).contains("""
                    HASH        NAME              STATE           SIZE
                    3f9c000000  Ein 映画 langer…  downloading  2.0 MiB
                    3f9c111111  Short             seeding      2.0 MiB
                    3:0>
                    """);
            assertThat(pane.coloured()).doesNotContain("\u001b");
        }
    }

    @Test
    void redrawsABarInItsPlaceAlsoAfterARestart() throws IOException {
        var more = new CompletableFuture<Void>().orTimeout(60, SECONDS);
        server.on(Samples.LIST, 200, Samples.page("null", DOWNLOADING))
                .on("GET " + TORRENT, 200, DOWNLOADING);
        server.events(frames -> {
            frames.comeBackSoon();
            more.join();
            frames.event(1, "progress", Samples.HASH, STALLED).hold();
        });
        try (var pane = new TmuxPane(directory, 60, server.url())) {
            assertThat(pane.type("stty -g > before").code()).isZero();
            pane.type("revaer status Film --follow --retry-for 30");
            pane.await("(?m)^\\[#{10}-{10}]  50.0%");
            more.complete(null);
            pane.await("(?m)^\\[#{15}-{5}]  75.0%");
            assertThat(pane.text().lines().filter(line -> line.startsWith("["))).hasSize(1);

            server.close();
            pane.await("trying again");
            try (var again = new FakeRevaer(server.port())) {
                again.on("GET " + TORRENT, 200, DOWNLOADING.replace("\"progress\":0.5", "\"progress\":0.9"));
                again.events(FakeRevaer.Frames::hold);
                pane.await("(?m)^\\[#{18}-{2}]  90.0%");
                assertThat(pane.text().lines().filter(line -> line.startsWith("["))).hasSize(1);
                assertThat(again.eventRequests().getFirst().lastEventId()).isEqualTo("1");

                assertThat(pane.press("C-c").code()).isEqualTo(130);
            }
            assertThat(pane.hasCursor()).isTrue();
            assertThat(pane.type("stty -g | diff before -").code()).isZero();
        }
    }

    @Test
    void asksBeforeItDeletesData() throws IOException {
        String delete = "DELETE " + TORRENT + "?deleteData=true";
        server.on(Samples.LIST, 200, Samples.page("null", DOWNLOADING)).on(delete, 204, "");
        try (var pane = new TmuxPane(directory, 80, server.url())) {
            pane.type("revaer rm Film --delete-data").await("(?m)^Delete the data of Film\\? \\[y/N]$");
            assertThat(pane.press("n", "Enter").code()).isEqualTo(2);
            assertThat(pane.text()).contains("nothing is removed");
            assertThat(server.requests()).noneMatch(request -> request.line().startsWith("DELETE"));

            pane.type("clear; revaer rm Film --delete-data");
            pane.await("(?m)^Delete the data of Film\\? \\[y/N]$");
            assertThat(pane.press("y", "Enter").code()).isZero();
            assertThat(pane.text()).contains("Removed Film");
            assertThat(server.requests()).filteredOn(request -> request.line().equals(delete)).hasSize(1);
        }
    }
}
