package dev.revaer.fsops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.revaer.fsops.external.ExternalToolUse;
import dev.revaer.fsops.extract.ArchiveSettings;
import net.lingala.zip4j.model.enums.AesVersion;
import net.lingala.zip4j.model.enums.EncryptionMethod;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

final class PasswordTest {
    private static final byte[] FILM = Scene.random(200_000, 1);
    private static final byte[] NOTE = Scene.bytes("a note ".repeat(100));
    private static final Map<String, byte[]> FILES = Map.of("film.mkv", FILM, "note.txt", NOTE);
    private static final String PASSWORD = "geheim, süß";

    /// By 7-Zip, with the password `abc`: the list of files is encrypted as well.
    private static final String ALL_ENCRYPTED = "N3q8ryccAAR5/j5hgAAAAAAAAAAuAAAAAAAAACx/dI5oxitoQ/XdmiOJiHVEVy7tudKfsIMobdBzQcegIYSc5Rocmb"
            + "zK83ymdOwCm9nJOveHKXLpRlS1FXg7kebpsppnwr+s6MZbHK1CvLQCyT9eMmwUaFR91oqG7lp1ABFU7wpa3otyjroq"
            + "N6T8jwpg5Dtj8I8lO/S6tYsepxc2O6eB0BcGEAEJcAAHCwEAASQG8QcBElMPPLOKPC04q8IME/19pPSIiwxiCgHHRf"
            + "avAAA=";
    /// By 7-Zip, with the password `abc`: the list of files is compressed.
    private static final String LIST_COMPRESSED = "N3q8ryccAAQ6WuWdOwEAAAAAAAAiAAAAAAAAAPS4JkiBVOmhQGbEjL4x6vaVIPkUBDJA3KuVJ2Wi81bT7LkJ28cnqV"
            + "muE85I3ZEWNUYgu8kxOfqiThxu/8MnGfHbe2HAAACBMweuD9Hy+/1Au5RkOzmkeudqI0XxHhFyb7rnrM4THdSYD8ut"
            + "IpU4RZC9VyBstVVXG+UiAAro2AzsDYPAFeN0IMxJC0lhbfyOzXEIu49Sh+P+vJRqqmNZ9aLDjpkgTq0rVN7MuJbFOV"
            + "zxf5uLKOe5ogW4bLsTlxkfmrk4mkaznHPkgaFo8SyzsBUOmc9bCWVeStWOvrRrAF92Pr4Gt8M7QREP3CX9R/N8c3py"
            + "1ZOmKEKT6mhaAQ0K+9jfOudez7YSYClj/Q1urNR/QPiwPkh7TjxbQj0PGew8EkEIljSL72XWoP6XhQXngGIGvsi1gs"
            + "Dj7asvjWgAAAAXBkABCYD7AAcLAQABIwMBAQVdABAAAAyE+goBOmp+LAAA";

    @TempDir
    private Path root;

    private Scene scene;

    /// Archives of [#FILES] with [#PASSWORD].
    static Stream<Arguments> locked() throws IOException {
        return Stream.of(
                Arguments.of("7z", ArchiveWriter.sevenZip(FILES, PASSWORD.toCharArray())),
                Arguments.of("zip", zip(EncryptionMethod.ZIP_STANDARD, AesVersion.TWO, true)),
                Arguments.of("zip", zip(EncryptionMethod.ZIP_STANDARD, AesVersion.TWO, false)),
                Arguments.of("zip", zip(EncryptionMethod.AES, AesVersion.ONE, true)),
                Arguments.of("zip", zip(EncryptionMethod.AES, AesVersion.TWO, true)),
                Arguments.of("zip", zip(EncryptionMethod.AES, AesVersion.TWO, false)),
                Arguments.of("rar", RarWriter.encrypted(FILES, PASSWORD)));
    }

    @BeforeEach
    void makeScene() throws IOException {
        scene = new Scene(root);
    }

    @ParameterizedTest
    @MethodSource("locked")
    void opensWithThePasswordThatFits(String extension, byte[] archive) throws IOException {
        scene.with("Show/a." + extension, archive);

        run("wrong", "also wrong", PASSWORD, "not needed");

        assertThat(scene.published()).isEqualTo(
                Map.of("Show/film.mkv", Scene.sha256(FILM), "Show/note.txt", Scene.sha256(NOTE)));
    }

    @ParameterizedTest
    @MethodSource("locked")
    void asksForAPasswordWhereNoneFits(String extension, byte[] archive) throws IOException {
        var name = "Show/a." + extension;
        scene.with(name, archive);

        var failure = failure("wrong", "also wrong");

        assertThat(failure.stage()).isEqualTo(Stage.EXTRACT);
        assertThat(failure.error()).isEqualTo(new FsopsError.EncryptedArchive(name, 2));
        assertThat(failure.error().describe()).contains("add its password to /fsops/archives/passwords")
                .doesNotContain("wrong");
        assertThat(scene.published()).isEmpty();
        assertThat(scene.workspace().resolve("staging")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("locked")
    void neverSaysThatDamagedContentIsWhole(String extension, byte[] archive) throws IOException {
        var damaged = archive.clone();
        damaged[damaged.length / 2] ^= 0x10;
        scene.with("Show/a." + extension, damaged);

        assertThat(failure(PASSWORD).error())
                .isInstanceOfAny(FsopsError.EncryptedArchive.class, FsopsError.DamagedArchive.class);
        assertThat(scene.published()).isEmpty();
    }

    @Test
    void countsWhatWrongPasswordsGaveOnlyOnce() throws IOException {
        scene.with("Show/a.7z", ArchiveWriter.sevenZip(FILES, PASSWORD.toCharArray()));
        scene.with("Show/b.7z", ArchiveWriter.sevenZip(FILES, PASSWORD.toCharArray()));
        var limits = new ExtractionLimits(2L * (FILM.length + NOTE.length), 4, 200, 1);

        scene.run("Show", scene.settings(limits).with(passwords("1", "2", "3", PASSWORD)));

        assertThat(scene.published()).hasSize(4);
    }

    @Test
    void opensArchivesOfDifferentPasswords() throws IOException {
        scene.with("Show/a.7z", ArchiveWriter.sevenZip(Map.of("1", NOTE), "one".toCharArray()));
        scene.with("Show/b.7z", ArchiveWriter.sevenZip(Map.of("2", NOTE), "two".toCharArray()));
        scene.with("Show/c.7z", ArchiveWriter.sevenZip(Map.of("3", NOTE), "one".toCharArray()));
        scene.with("Show/d.zip", ArchiveWriter.zip(Map.of("4", NOTE)));

        run("two", "one");

        assertThat(scene.published()).containsOnlyKeys("Show/1", "Show/2", "Show/3", "Show/4");
    }

    @Test
    void showsNoPassword() throws IOException {
        scene.with("Show/a.7z", ArchiveWriter.sevenZip(FILES, "secret-1".toCharArray()));

        var failure = failure("secret-2", "secret-3");
        var ofFailure = Files.readString(scene.workspace().resolve(".revaer.meta"));
        run("secret-1", "secret-2");

        assertThat(failure).hasMessageNotContaining("secret");
        assertThat(ofFailure).contains("FAILED").doesNotContain("secret");
        assertThat(scene.workspace().resolve(".revaer.meta")).content().doesNotContain("secret");
        assertThat(passwords("secret-1")).asString().doesNotContain("secret");
        assertThat(scene.settings().with(passwords("secret-1"))).asString().doesNotContain("secret");
    }

    @Test
    void refusesAKeyThatTakesForEver() throws IOException {
        var archive = ArchiveWriter.sevenZip(FILES, PASSWORD.toCharArray());
        var at = indexOf(archive, new byte[]{0x06, (byte) 0xf1, 0x07, 0x01});
        archive[at + 5] |= 0x3e;
        archive[at + 5] &= (byte) 0xfe;
        scene.with("Show/a.7z", ArchiveWriter.withHeaderChecksums(archive));

        assertThat(failure(PASSWORD).error().describe()).contains("2^62");
    }

    @ParameterizedTest
    @CsvSource({ALL_ENCRYPTED + ", 1", LIST_COMPRESSED + ", 12"})
    void unpacksWhatSevenZipEncrypted(String archive, int files) throws IOException {
        scene.with("Show/a.7z", Base64.getDecoder().decode(archive));

        var failure = failure("wrong");
        run("wrong", "abc");

        assertThat(failure.error()).isEqualTo(new FsopsError.EncryptedArchive("Show/a.7z", 1));
        assertThat(scene.published()).hasSize(files);
    }

    @Test
    void unpacksWhatRarEncrypted() throws IOException {
        assumeFalse(Fixtures.isAbsent(), "no RAR fixtures at ../shared/fixtures/rar of the repository");
        scene.with("Show/a.rar", Files.readAllBytes(Fixtures.rar("rar5-password-junrar.rar")));

        var failure = failure("wrong");
        run("wrong", "junrar");

        assertThat(failure.error()).isEqualTo(new FsopsError.EncryptedArchive("Show/a.rar", 1));
        assertThat(scene.published()).isNotEmpty();
    }

    @Test
    void boundsTheList() {
        assertThatIllegalArgumentException().isThrownBy(() -> passwords(""));
        assertThatIllegalArgumentException().isThrownBy(() -> passwords("x".repeat(201)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> passwords(Stream.generate(() -> "x").limit(101).toArray(String[]::new)));
    }

    private static byte[] zip(EncryptionMethod method, AesVersion version, boolean packed)
            throws IOException {
        return ArchiveWriter.encryptedZip(FILES, PASSWORD, method, version, packed);
    }

    private static int indexOf(byte[] bytes, byte[] sought) {
        for (var at = 0;; at++) {
            if (java.util.Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length)) {
                return at;
            }
        }
    }

    private static ArchiveSettings passwords(String... passwords) {
        return new ArchiveSettings(List.of(passwords), ExternalToolUse.OFF, Duration.ofMinutes(1));
    }

    private void run(String... passwords) {
        scene.run("Show", scene.settings().with(passwords(passwords)));
    }

    private FsopsException failure(String... passwords) {
        return catchThrowableOfType(FsopsException.class, () -> run(passwords));
    }
}
