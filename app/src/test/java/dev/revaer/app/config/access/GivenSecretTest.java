package dev.revaer.app.config.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GivenSecretTest {
    @TempDir
    private Path directory;

    @Test
    void isThatOfTheEnvironment() {
        assertThat(GivenSecret.of("KEY", " hunter2\n", null)).isEqualTo("hunter2");
        assertThat(GivenSecret.of("KEY", "hunter2", Path.of(""))).isEqualTo("hunter2");
    }

    @Test
    void isNoneWhereNothingIsGiven() {
        assertThat(GivenSecret.of("KEY", null, null)).isNull();
        assertThat(GivenSecret.of("KEY", " ", Path.of(""))).isNull();
    }

    @Test
    void isThatOfTheFileWithoutTheEndOfItsLine() throws IOException {
        assertThat(GivenSecret.of("KEY", "", file("hunter2\n"))).isEqualTo("hunter2");
    }

    @Test
    void refusesTwoAtOnce() throws IOException {
        var file = file("hunter2");

        assertThatThrownBy(() -> GivenSecret.of("KEY", "hunter3", file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("KEY and KEY_FILE are both set; take one of them away");
    }

    @Test
    void refusesAFileThatIsMissingOrNone() {
        assertThatThrownBy(() -> GivenSecret.of("KEY", null, directory.resolve("gone")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "KEY_FILE: " + directory.resolve("gone")
                                + " cannot be read (there is no such file); put the secret there for this user to read");
        assertThatThrownBy(() -> GivenSecret.of("KEY", null, directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void refusesAFileThatIsEmptyOrLargeOrNoText() throws IOException {
        var empty = file("\n");
        assertThatThrownBy(() -> GivenSecret.of("KEY", null, empty)).hasMessageContaining("is empty");
        var large = file("x".repeat(70_000));
        assertThatThrownBy(() -> GivenSecret.of("KEY", null, large))
                .hasMessageContaining("larger than 64 KiB")
                .hasMessageNotContaining("xx");
        var binary = Files.write(directory.resolve("binary"), new byte[]{(byte) 0xff, 1});
        assertThatThrownBy(() -> GivenSecret.of("KEY", null, binary)).hasMessageContaining("it is not UTF-8");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("secret"), content);
    }
}
