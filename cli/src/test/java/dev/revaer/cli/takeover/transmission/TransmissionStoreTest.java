package dev.revaer.cli.takeover.transmission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TransmissionStoreTest {
    private static final byte[] METAINFO = ForeignFiles.metainfo();

    @TempDir
    private Path temp;

    @Test
    void readsWhatItKeeps() throws UnreadableException {
        var torrent = only(ForeignFiles.resume());

        assertThat(torrent.directory()).isEqualTo("/downloads/shows");
        assertThat(torrent.isPaused()).isTrue();
        assertThat(torrent.wishes().tags()).containsExactly("seen");
        assertThat(torrent.wishes().priorities()).isEqualTo(Map.of(0, Priority.HIGH));
        assertThat(torrent.wishes().goals()).isEqualTo(new Goals(1.5, null, null));
        assertThat(torrent.wishes().renamedFiles()).isEmpty();
        assertThat(torrent.history().completedAt()).isNull();
        assertThat(torrent.history().activeSeconds()).isEqualTo(300);
        var resumeData = BencodeReader.read(Objects.requireNonNull(torrent.content().resumeData()));
        assertThat(resumeData.bytes("pieces")).containsExactly(1, 1, 1, 0);
        assertThat(resumeData.list("mapped_files")).as("a file that is not whole has a suffix").hasSize(2);
    }

    /// Four pieces of two blocks each.
    @ParameterizedTest
    @CsvSource({"11111111,1111", "11111110,1110", "01111111,0111", "10101010,0000", "00110000,0100"})
    void countsPiecesOfWhichEveryBlockIsThere(String blocks, String pieces) throws UnreadableException {
        var torrent = only(
                ForeignFiles.resume()
                        .raw("progress", progress(new byte[]{(byte) Integer.parseInt(blocks, 2)})));

        var have = BencodeReader.read(Objects.requireNonNull(torrent.content().resumeData())).bytes("pieces");
        assertThat(have).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(Objects.requireNonNull(have)[i]).isEqualTo((byte) (pieces.charAt(i) - '0'));
        }
    }

    @Test
    void knowsTheWordsForAllAndNone() {
        assertThat(
                only(ForeignFiles.resume().raw("progress", progress("all".getBytes(UTF_8)))).history()
                        .completedAt())
                .isNotNull();
        assertThat(
                only(ForeignFiles.resume().raw("progress", progress("none".getBytes(UTF_8)))).content()
                        .resumeData())
                .isNotNull();
    }

    @Test
    void hasCheckedWhatItCannotTell() {
        var torrent = only(ForeignFiles.resume().raw("progress", progress(new byte[3])));

        assertThat(torrent.content().resumeData()).isNull();
        assertThat(torrent.losses().toString()).contains("it is checked");
    }

    /// As version 4.1 writes it.
    @Test
    void readsKeysWithUnderscores() {
        var torrent = only(
                new BencodeWriter().put("destination", "/d")
                        .put("added_date", 1_700_000_000)
                        .put("seeding_time_seconds", 9)
                        .put("sequential_download", 1)
                        .raw(
                                "speed_limit_down",
                                new BencodeWriter().put("speed_Bps", 4000).put("use_speed_limit", 1).bytes())
                        .raw("progress", progress("all".getBytes(UTF_8))));

        assertThat(torrent.history().seedingSeconds()).isEqualTo(9);
        assertThat(torrent.history().addedAt().getEpochSecond()).isEqualTo(1_700_000_000);
        assertThat(torrent.wishes().limits()).isEqualTo(new Limits(4000, 0));
        assertThat(torrent.wishes().modes()).containsExactly("sequential");
    }

    @Test
    void keepsNamesThatWereChanged() {
        var torrent = only(
                ForeignFiles.resume()
                        .texts("files", List.of("other/a.bin", "other/c.bin"))
                        .put("incomplete-dir", "/incomplete"));

        assertThat(torrent.wishes().renamedFiles()).isEqualTo(Map.of(0, "other/a.bin", 1, "other/c.bin"));
        assertThat(torrent.directory()).isEqualTo("/incomplete");
        assertThat(torrent.finalDirectory()).isEqualTo("/downloads/shows");
    }

    @Test
    void readsMagnetsOfBothVersions() {
        var hash = "0123456789abcdef0123456789abcdef01234567";
        var older = new BencodeWriter().put("announce", "http://127.0.0.1:9/a")
                .raw(
                        "magnet-info",
                        new BencodeWriter().put("info_hash", new byte[20])
                                .put("display-name", "later")
                                .bytes());
        ForeignFiles.write(temp.resolve("torrents/a.torrent"), older.bytes());
        ForeignFiles
                .write(temp.resolve("torrents/b.magnet"), ("magnet:?xt=urn:btih:" + hash).getBytes(UTF_8));
        for (var name : List.of("a", "b")) {
            ForeignFiles.write(temp.resolve("resume/" + name + ".resume"), ForeignFiles.resume().bytes());
        }

        var heard = ForeignFiles.heard(new TransmissionStore(temp));

        assertThat(heard.torrents()).extracting(torrent -> torrent.identity().magnet())
                .containsExactly(
                        "magnet:?xt=urn:btih:" + "0".repeat(40)
                                + "&dn=later&tr=http%3A%2F%2F127.0.0.1%3A9%2Fa",
                        "magnet:?xt=urn:btih:" + hash);
    }

    @Test
    void namesWhatHasNothingBesideIt() throws IOException {
        ForeignFiles.transmission(temp, METAINFO, ForeignFiles.resume().bytes());
        Files.delete(temp.resolve("resume/show.0123456789abcdef.resume"));

        assertThat(ForeignFiles.heard(new TransmissionStore(temp)).faults().getFirst())
                .contains("there is no ");
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> new TransmissionStore(temp.resolve("resume")));
    }

    @Property(tries = 300)
    void readsOrNamesWhatIsDamaged(@ForAll @IntRange(max = 1000) int at, @ForAll byte value)
            throws IOException {
        var folder = Files.createTempDirectory("damaged");
        var resume = ForeignFiles.resume().bytes();
        var metainfo = METAINFO.clone();
        if (at < resume.length) {
            resume[at] = value;
        } else {
            metainfo[at % metainfo.length] = value;
        }
        ForeignFiles.transmission(folder, metainfo, resume);

        var heard = ForeignFiles.heard(new TransmissionStore(folder));

        assertThat(heard.torrents().size() + heard.faults().size()).isEqualTo(1);
        try (var left = Files.walk(folder)) {
            left.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    private ForeignTorrent only(BencodeWriter resume) {
        ForeignFiles.transmission(temp, METAINFO, resume.bytes());
        var heard = ForeignFiles.heard(new TransmissionStore(temp));
        assertThat(heard.faults()).isEmpty();
        return heard.torrents().getFirst();
    }

    private static byte[] progress(byte[] blocks) {
        return new BencodeWriter().put("blocks", blocks).bytes();
    }
}
