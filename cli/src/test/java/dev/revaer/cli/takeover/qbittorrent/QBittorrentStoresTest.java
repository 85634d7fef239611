package dev.revaer.cli.takeover.qbittorrent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.takeover.ForeignFiles;
import dev.revaer.cli.takeover.bencode.BencodeReader;
import dev.revaer.cli.takeover.bencode.BencodeWriter;
import dev.revaer.cli.takeover.bencode.UnreadableException;
import dev.revaer.cli.takeover.torrent.ForeignTorrent;
import dev.revaer.cli.takeover.torrent.ForeignTorrent.Goals;
import dev.revaer.cli.takeover.torrent.ForeignTorrent.Limits;
import dev.revaer.cli.takeover.torrent.Priority;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class QBittorrentStoresTest {
    private static final byte[] METAINFO = ForeignFiles.metainfo();

    @TempDir
    private Path temp;

    @Test
    void readsWhatItKeepsInFiles() throws UnreadableException {
        var torrent = only(ForeignFiles.fastresume());

        assertThat(torrent.identity().infoHash()).isEqualTo(ForeignFiles.hash(METAINFO));
        assertThat(torrent.directory()).isEqualTo("/downloads/shows");
        assertThat(torrent.finalDirectory()).isNull();
        assertThat(torrent.isPaused()).isFalse();
        assertThat(torrent.wishes().category()).isEqualTo("tv");
        assertThat(torrent.wishes().tags()).containsExactly("seen");
        assertThat(torrent.wishes().limits()).isEqualTo(new Limits(0, 7000));
        assertThat(torrent.wishes().goals()).isEqualTo(new Goals(1.5, 0L, null));
        assertThat(torrent.history().addedAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(torrent.history().completedAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_100));
        assertThat(torrent.history().uploadedBytes()).isEqualTo(500);
        assertThat(torrent.history().seedingSeconds()).isEqualTo(200);
        var metainfo = BencodeReader.read(Objects.requireNonNull(torrent.content().metainfo()));
        assertThat(metainfo.text("announce")).isEqualTo("udp://127.0.0.1:9/a");
        assertThat(metainfo.list("announce-list")).hasSize(2);
        var resumeData = BencodeReader.read(Objects.requireNonNull(torrent.content().resumeData()));
        assertThat(resumeData.bytes("pieces")).containsExactly(1, 1, 1, 1);
        assertThat(resumeData.keys()).noneMatch(key -> key.startsWith("qBt-"));
    }

    @Test
    void readsWhatItKeepsInADatabase() throws SQLException {
        ForeignFiles.database(temp, METAINFO, ForeignFiles.fastresume().bytes());

        var heard = ForeignFiles.heard(QBittorrentStores.in(temp));

        assertThat(heard.faults()).isEmpty();
        var torrent = heard.torrents().getFirst();
        assertThat(torrent.isPaused()).isTrue();
        assertThat(torrent.wishes().tags()).containsExactly("seen", "later");
        assertThat(torrent.wishes().goals()).isEqualTo(new Goals(null, 5400L, null));
    }

    @Test
    void refusesADatabaseThatIsNoneOfIts() throws IOException, SQLException {
        var view = Files.createDirectory(temp.resolve("view"));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + view.resolve("torrents.db"));
                var statement = connection.createStatement()) {
            statement.execute("create view torrents as select 1 as id, 2 as queue_position");
        }
        var text = Files.createDirectory(temp.resolve("text"));
        Files.writeString(text.resolve("torrents.db"), "no database".repeat(1000));

        for (var directory : List.of(view, text)) {
            assertThatExceptionOfType(CliException.class)
                    .isThrownBy(() -> ForeignFiles.heard(QBittorrentStores.in(directory)));
        }
    }

    @Test
    void keepsOnlyWholePiecesOfWhatIsNotComplete() throws UnreadableException {
        var torrent = only(
                ForeignFiles.fastresume()
                        .put("pieces", new byte[]{1, 0, 3, 2})
                        .put("save_path", "/incomplete")
                        .texts("mapped_files", List.of("", "show/b.bin.!qB"))
                        .numbers("file_priority", List.of(0, 7)));

        assertThat(torrent.history().completedAt()).isNull();
        assertThat(torrent.directory()).isEqualTo("/incomplete");
        assertThat(torrent.finalDirectory()).isEqualTo("/downloads/shows");
        assertThat(torrent.wishes().renamedFiles()).isEmpty();
        assertThat(torrent.wishes().priorities()).isEqualTo(Map.of(0, Priority.SKIP, 1, Priority.HIGH));
        var resumeData = BencodeReader.read(Objects.requireNonNull(torrent.content().resumeData()));
        assertThat(resumeData.bytes("pieces")).containsExactly(1, 0, 1, 0);
        assertThat(resumeData.list("mapped_files")).hasSize(2);
    }

    @Test
    void refusesFilesThatLieInNoFolderOrOutside() {
        for (var names : List.of(
                List.of("a.bin", "b.bin"),
                List.of("show/a.bin", "show/../../b"),
                List.of("/etc/x", ""))) {
            ForeignFiles.qbittorrent(
                    temp,
                    METAINFO,
                    ForeignFiles.fastresume().texts("mapped_files", names).bytes());

            assertThat(ForeignFiles.heard(QBittorrentStores.in(temp)).faults()).as("%s", names).hasSize(1);
        }
    }

    @Test
    void pausesWhatWantsNoneOfItsFiles() throws UnreadableException {
        var torrent = only(ForeignFiles.fastresume().numbers("file_priority", List.of(0, 0)));

        assertThat(torrent.isPaused()).isTrue();
        assertThat(torrent.wishes().priorities()).isEmpty();
        assertThat(torrent.losses()).hasSize(1);
    }

    @Test
    void makesAMagnetLinkOfWhatIsNotKnown() {
        var hash = ForeignFiles.hash(METAINFO);
        ForeignFiles.write(
                temp.resolve("BT_backup/" + hash + ".fastresume"),
                ForeignFiles.fastresume()
                        .put("info-hash", new byte[20])
                        .put("info-hash2", bytes(32))
                        .put("name", "a b")
                        .bytes());

        var torrent = ForeignFiles.heard(QBittorrentStores.in(temp)).torrents().getFirst();

        assertThat(torrent.identity().magnet())
                .startsWith("magnet:?xt=urn:btmh:1220" + "07".repeat(32) + "&dn=a%20b&tr=udp%3A");
    }

    @Test
    void namesWhatIsAnothers() {
        ForeignFiles
                .qbittorrent(temp, METAINFO, ForeignFiles.fastresume().put("info-hash", bytes(20)).bytes());

        assertThat(ForeignFiles.heard(QBittorrentStores.in(temp)).faults().getFirst())
                .contains("another torrent");
    }

    @Test
    void readsNoLinks() throws IOException {
        ForeignFiles.qbittorrent(temp, METAINFO, ForeignFiles.fastresume().bytes());
        Files.createSymbolicLink(
                temp.resolve("BT_backup/" + "0".repeat(40) + ".fastresume"),
                Path.of("/dev/zero"));

        var heard = ForeignFiles.heard(QBittorrentStores.in(temp.resolve("BT_backup")));

        assertThat(heard.torrents()).hasSize(1);
        assertThat(heard.faults().getFirst()).contains("it is no file");
    }

    @Property(tries = 300)
    void readsOrNamesWhatIsDamaged(@ForAll @IntRange(max = 2000) int at, @ForAll byte value)
            throws IOException {
        var folder = Files.createTempDirectory("damaged");
        var whole = ForeignFiles.fastresume().bytes();
        var damaged = whole.clone();
        damaged[at % damaged.length] = value;
        var metainfo = METAINFO.clone();
        if (at >= damaged.length) {
            metainfo[at % metainfo.length] = value;
        }
        ForeignFiles.write(folder.resolve("BT_backup/x.torrent"), metainfo);
        ForeignFiles.write(folder.resolve("BT_backup/x.fastresume"), at < damaged.length ? damaged : whole);

        var heard = ForeignFiles.heard(QBittorrentStores.in(folder));

        assertThat(heard.torrents().size() + heard.faults().size()).isEqualTo(1);
        try (var left = Files.walk(folder)) {
            left.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    private ForeignTorrent only(BencodeWriter fastresume) {
        ForeignFiles.qbittorrent(temp, METAINFO, fastresume.bytes());
        var heard = ForeignFiles.heard(QBittorrentStores.in(temp));
        assertThat(heard.faults()).isEmpty();
        return heard.torrents().getFirst();
    }

    private static byte[] bytes(int length) {
        return "\7".repeat(length).getBytes(StandardCharsets.ISO_8859_1);
    }
}
