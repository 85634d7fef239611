package dev.revaer.app.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SecretKeyFileIT {
    private static final String PLACE = "/x";

    @TempDir
    private Path directory;
    private Path path;
    private SecretKeyFile file;

    @BeforeEach
    void choose() {
        path = directory.resolve("secret.key");
        file = new SecretKeyFile(path);
    }

    @Test
    void isMadeOnceAndForItsOwnerOnly() throws IOException {
        var first = SecretBox.open(null, List.of(), file);
        var second = SecretBox.open(null, List.of(), file);

        assertThat(second.open(first.seal("s3cret", PLACE), PLACE)).hasValue("s3cret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
        assertThat(file.read()).hasSize(1);
    }

    @Test
    void isNotMadeWhereAKeyIsGiven() {
        SecretBox.open(SecretKey.random(), List.of(), file);

        assertThat(path).doesNotExist();
    }

    @Test
    void opensWhatItsOtherLinesSealed() throws IOException {
        var sealed = SecretBox.open(null, List.of(), file).seal("s3cret", PLACE);
        Files.writeString(path, SecretKey.random().base64() + "\n" + Files.readString(path));

        var rotated = SecretBox.open(null, List.of(), file);

        assertThat(rotated.open(sealed, PLACE)).hasValue("s3cret");
        assertThat(rotated.isCurrent(sealed)).isFalse();
    }

    @Test
    void opensBesideAKeyThatIsGivenLater() {
        var sealed = SecretBox.open(null, List.of(), file).seal("s3cret", PLACE);

        var moved = SecretBox.open(SecretKey.random(), List.of(), file);

        assertThat(moved.open(sealed, PLACE)).hasValue("s3cret");
    }

    @Test
    void isTakenFromOthersWhoCouldReadIt() throws IOException {
        SecretBox.open(null, List.of(), file);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));

        file.read();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @CsvSource({"'',holds no key", "'# nothing\n',holds no key", "'# a\nrubbish\n',line 2 must be 32 bytes"})
    void saysWhatIsWrongWithIt(String text, String reason) throws IOException {
        Files.writeString(path, text);

        assertThatIllegalArgumentException().isThrownBy(file::read).withMessageContaining(reason);
        assertThat(path).hasContent(text);
    }
}
