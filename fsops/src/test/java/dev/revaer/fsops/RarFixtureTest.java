package dev.revaer.fsops;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/// Archives that RAR itself has made.
final class RarFixtureTest {
    @TempDir
    private Path root;

    private Scene scene;

    @BeforeEach
    void makeScene() throws IOException {
        assumeFalse(Fixtures.isAbsent(), "no RAR fixtures at ../shared/fixtures/rar of the repository");
        scene = new Scene(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rar4.rar", "rar5.rar"})
    void unpacksBothVersions(String name) throws IOException {
        add(name);

        scene.run("Show");

        assertThat(scene.published()).containsOnlyKeys("Show/FILE1.TXT", "Show/FILE2.TXT");
        assertThat(crc("Show/FILE1.TXT")).isEqualTo(0x7a197dba);
    }

    @Test
    void unpacksASolidArchive() throws IOException {
        add("rar5-solid.rar");

        scene.run("Show");

        assertThat(scene.published()).hasSize(9);
        assertThat(crc("Show/file9.txt")).isEqualTo(0x2af07d0c);
    }

    @Test
    void unpacksRar5Volumes() throws IOException {
        add("vols.part1.rar");
        add("vols.part2.rar");
        add("vols.part3.rar");

        scene.run("Show");

        assertThat(scene.published()).containsOnlyKeys("Show/note.txt", "Show/spanned.bin");
        assertThat(crc("Show/spanned.bin")).isEqualTo(0x51c4110b);
    }

    @Test
    void unpacksRar4Volumes() throws IOException {
        add("test-documents.part1.rar");
        add("test-documents.part2.rar");
        add("test-documents.part3.rar");

        scene.run("Show");

        assertThat(scene.published()).hasSize(9);
        assertThat(crc("Show/testPDF.pdf")).isEqualTo(0xdaaac76e);
        assertThat(crc("Show/testPPT.ppt")).isEqualTo(0x7a894193);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vols", "test-documents"})
    void reportsAMissingLastVolume(String name) throws IOException {
        add(name + ".part1.rar");
        add(name + ".part2.rar");

        assertThat(failure().error()).isInstanceOf(FsopsError.DamagedArchive.class);
        assertThat(failure().error().describe()).contains("missing");
    }

    @Test
    void reportsAMissingFirstVolume() throws IOException {
        add("vols.part2.rar");
        add("vols.part3.rar");

        assertThat(failure().error().describe()).contains("volume 1 is missing");
    }

    @Test
    void refusesAnArchiveThatLeadsOut() throws IOException {
        add("parent-dir.rar");

        assertThat(failure().error()).isInstanceOf(FsopsError.UnsafeArchive.class);
    }

    @Test
    void refusesAnEncryptedArchive() throws IOException {
        add("rar5-password-junrar.rar");

        assertThat(failure().error()).isInstanceOf(FsopsError.EncryptedArchive.class);
    }

    @Test
    void keepsUnicodeNames() throws IOException {
        assumeFalse(
                !Charset.forName(System.getProperty("sun.jnu.encoding")).equals(StandardCharsets.UTF_8),
                "file names are not UTF-8 here");
        add("unicode.rar");

        scene.run("Show");

        assertThat(scene.published()).containsOnlyKeys("Show/ウニコド.txt", "Show/新建文本文档.txt");
    }

    private void add(String name) throws IOException {
        scene.with("Show/" + name, Files.readAllBytes(Fixtures.rar(name)));
    }

    private FsopsException failure() {
        return catchThrowableOfType(FsopsException.class, () -> scene.run("Show"));
    }

    private int crc(String published) throws IOException {
        var crc = new CRC32();
        crc.update(Files.readAllBytes(scene.library.resolve(published)));
        return (int) crc.getValue();
    }
}
