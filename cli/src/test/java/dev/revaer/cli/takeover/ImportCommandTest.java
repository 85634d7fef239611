package dev.revaer.cli.takeover;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import dev.revaer.cli.CommandRun;
import dev.revaer.cli.FakeRevaer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class ImportCommandTest {
    private static final byte[] METAINFO = ForeignFiles.metainfo();

    private final FakeRevaer server = new FakeRevaer();

    @TempDir
    private Path temp;

    @BeforeEach
    void answer() {
        server.on("POST /v1/restore?dryRun=true&import=true", 200, answer("true", 0));
        server.on("POST /v1/restore?import=true", 200, answer("false", 0));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsWhatItWouldAddAndAsks() throws IOException {
        ForeignFiles.qbittorrent(
                temp,
                METAINFO,
                ForeignFiles.fastresume().put("qBt-inactiveSeedingTimeLimit", 9).bytes());
        var before = listing();

        var no = run().onTerminal()
                .with("COLUMNS", "200")
                .input("n\n")
                .run("import", "qbittorrent", temp.toString(), "--force");
        var yes = run().onTerminal().input("y\n").run("import", "qbittorrent", temp.toString(), "--force");

        assertThat(no.exitCode()).isEqualTo(2);
        assertThat(no.out()).contains(
                "1 would be added, 1 here already, 0 refused, 0 unreadable",
                "not kept: its end after a time without transfer",
                "it is here already").doesNotContain("1 added");
        assertThat(yes.exitCode()).as(yes.err()).isZero();
        assertThat(yes.out()).contains("1 added, 1 here already");
        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void namesWhatItCannotReadAndTellsByItsCode() {
        ForeignFiles.transmission(temp, METAINFO, ForeignFiles.resume().bytes());
        ForeignFiles.write(temp.resolve("torrents/bad.torrent"), new byte[]{'d', '1'});

        var told = run().run("import", "transmission", temp.toString(), "--yes", "--force", "-o", "json");

        assertThat(told.exitCode()).isEqualTo(6);
        assertThat(told.out()).contains("\"unreadable\":1", "/torrents/bad.torrent", "cut short");
    }

    @Test
    void endsWithAFaultWhereOneIsRefused() {
        ForeignFiles.transmission(temp, METAINFO, ForeignFiles.resume().bytes());
        server.on("POST /v1/restore?import=true", 200, answer("false", 1));

        assertThat(run().run("import", "transmission", temp.toString(), "--yes", "--force").exitCode())
                .isEqualTo(6);
    }

    @Test
    void takesWhatIsMeantAlone() {
        ForeignFiles.qbittorrent(temp, METAINFO, ForeignFiles.fastresume().bytes());
        ForeignFiles.qbittorrent(temp, ForeignFiles.metainfo("linux"), ForeignFiles.fastresume().bytes());

        var all = run().run("import", "qbittorrent", temp.toString(), "--dry-run", "--force");
        var one = run()
                .run("import", "qbittorrent", temp.toString(), "--dry-run", "--force", "--only", "lin*");

        assertThat(all.err()).contains("2 torrents");
        assertThat(one.err()).contains("1 torrents");
    }

    @Test
    void refusesADirectoryThatIsNoneWithoutAMapping() {
        ForeignFiles.qbittorrent(
                temp,
                METAINFO,
                ForeignFiles.fastresume()
                        .put("save_path", "D:\\Films")
                        .put("qBt-savePath", "D:\\Films")
                        .bytes());

        var without = run().run("import", "qbittorrent", temp.toString(), "--yes", "--force");
        var with = run()
                .run("import", "qbittorrent", temp.toString(), "--yes", "--force", "--map-path", "D:/=/srv");

        assertThat(without.exitCode()).isEqualTo(6);
        assertThat(without.out()).contains("unreadable");
        assertThat(with.exitCode()).as(with.out()).isZero();
    }

    @Test
    void waitsForTheClientToStop() throws IOException {
        ForeignFiles.qbittorrent(temp, METAINFO, ForeignFiles.fastresume().bytes());
        try (var file = new RandomAccessFile(temp.resolve("lockfile").toFile(), "rw");
                var _ = file.getChannel().lock()) {
            var told = run().run("import", "qbittorrent", temp.toString(), "--yes");

            assertThat(told.exitCode()).isEqualTo(2);
            assertThat(told.err()).contains("qBittorrent runs: it holds ", "--force");
        }
    }

    @Test
    void seesAClientAmongTheProcesses() throws IOException {
        ForeignFiles.write(temp.resolve("17/comm"), "transmission-da\n".getBytes(StandardCharsets.UTF_8));
        ForeignFiles.write(temp.resolve("18/comm"), "bash\n".getBytes(StandardCharsets.UTF_8));
        try (var _ = new RandomAccessFile(temp.resolve("lock").toFile(), "rw")) {
            var clients = new RunningClient(temp);

            assertThat(clients.transmission()).isEqualTo("Transmission runs: process 17");
            assertThat(clients.qbittorrent(List.of(temp.resolve("lock")))).isNull();
        }
    }

    @Test
    void refusesWhatCannotBeMeant() {
        ForeignFiles.transmission(temp, METAINFO, ForeignFiles.resume().bytes());
        var directory = temp.toString();

        assertThat(run().run("import", "transmission", directory).err()).contains("--yes");
        assertThat(run().run("import", "transmission", directory, "--yes", "--map-path", "x").exitCode())
                .isEqualTo(2);
        assertThat(
                run().run("import", "transmission", directory, "--yes", "--force", "--only", "[").exitCode())
                .isEqualTo(2);
        assertThat(run().run("import", "qbittorrent", directory, "--yes").err()).contains("BT_backup");
        assertThat(run().run("import", "qbittorrent", "--yes").err()).contains("name the directory");
    }

    private CommandRun run() {
        return CommandRun.against(server);
    }

    private static String answer(String dryRun, int refused) {
        return """
                {"dryRun":%s,"torrents":{"added":1,"changed":0,"kept":1,"refused":%d},\
                "items":[{"infoHash":"%s","name":"show","outcome":"added","reason":null},\
                {"infoHash":"3f9c000000000000000000000000000000000001","name":"film","outcome":"kept","reason":null}]}"""
                .formatted(dryRun, refused, ForeignFiles.hash(METAINFO));
    }

    private String listing() throws IOException {
        try (var files = Files.walk(temp)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> file + " " + file.toFile().length() + " " + file.toFile().lastModified())
                    .collect(Collectors.joining("\n"));
        }
    }
}
