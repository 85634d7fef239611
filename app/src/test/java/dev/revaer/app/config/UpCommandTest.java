package dev.revaer.app.config;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.revaer.app.ServiceFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/// Starts that end at once; those that do not are in `ServiceIT`.
class UpCommandTest {
    private static final int USAGE = 2;
    private static final int BAD_CONFIGURATION = 78;

    @TempDir
    private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"7070", "127.0.0.1:0", "127.0.0.1:70000", "::1:7070"})
    void callsABadListenAddressAUsageFault(String listen) {
        var code = up("--data-dir", directory.toString(), "--listen", listen);

        assertThat(code).isEqualTo(USAGE);
        assertThat(err.toString()).startsWith("--listen: ").contains(" is not ");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void callsAnUnknownOptionAUsageFault() {
        assertThat(up("--quick")).isEqualTo(USAGE);
        assertThat(err.toString()).contains("--quick");
    }

    @Test
    void saysInOneLineThatThePortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var code = up(
                    "--data-dir",
                    directory.toString(),
                    "--listen",
                    "127.0.0.1:" + taken.getLocalPort());

            assertThat(code).isEqualTo(BAD_CONFIGURATION);
            assertThat(err.toString())
                    .startsWith("revaer: cannot listen on 127.0.0.1:" + taken.getLocalPort());
            assertThat(err.toString().lines()).hasSize(1);
        }
    }

    @Test
    void saysInOneLineThatTheDataDirectoryCannotBeWrittenTo() throws IOException {
        var file = Files.writeString(directory.resolve("file"), "");

        var code = up("--data-dir", file.resolve("data").toString(), "--listen", free());

        assertThat(code).isEqualTo(BAD_CONFIGURATION);
        assertThat(err.toString()).startsWith("revaer: the data directory " + file.resolve("data"));
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void saysInOneLineThatTheDatabaseAddressIsNone() throws IOException {
        var code = up(
                "--data-dir",
                directory.toString(),
                "--listen",
                free(),
                "--database-url",
                "mysql://ann:secret@127.0.0.1/media");

        assertThat(code).isEqualTo(BAD_CONFIGURATION);
        assertThat(err.toString()).startsWith("revaer: not a PostgreSQL address").doesNotContain("secret");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void readsTheDatabaseAddressFromAFile() throws IOException {
        var file = Files.writeString(directory.resolve("url"), "mysql://ann:secret@127.0.0.1/media\n");

        var code = up(
                "--data-dir",
                directory.toString(),
                "--listen",
                free(),
                "--database-url-file",
                file.toString());

        assertThat(code).isEqualTo(BAD_CONFIGURATION);
        assertThat(err.toString()).startsWith("revaer: not a PostgreSQL address").doesNotContain("secret");
    }

    @Test
    void namesEverySecretThatCannotBeRead() {
        var gone = directory.resolve("gone").toString();

        var code = up("--database-url-file", gone, "--secret-key-file", gone, "--secret-key-old-file", gone);

        assertThat(code).isEqualTo(BAD_CONFIGURATION);
        assertThat(err.toString().lines()).hasSize(3)
                .allMatch(line -> line.contains("_FILE: " + gone + " cannot be read"));
    }

    @Test
    void saysThatTheDatabaseDoesNotAnswer() throws IOException {
        var code = up(
                "--data-dir",
                directory.toString(),
                "--listen",
                free(),
                "--database-url",
                "postgres://ann:secret@" + free() + "/media");

        assertThat(code).isEqualTo(BAD_CONFIGURATION);
        assertThat(err.toString()).startsWith("revaer: can't use the database of ann at jdbc:postgresql://")
                .contains("refused")
                .doesNotContain("secret")
                .doesNotContain("\tat ");
    }

    @Test
    void saysThatAnotherRevaerHasTheDataDirectory() throws IOException {
        try (var _ = DataLock.take(directory)) {
            var code = up("--data-dir", directory.toString(), "--listen", free());

            assertThat(code).isEqualTo(BAD_CONFIGURATION);
            assertThat(err.toString()).startsWith("revaer: another Revaer runs with the data directory ");
        }
    }

    @Test
    void explainsItself() {
        assertThat(up("--help")).isZero();
        assertThat(out.toString())
                .contains("--data-dir", "REVAER_DATA_DIR", "--listen", "REVAER_LISTEN", "--loopback-only")
                .contains("REVAER_LOOPBACK_ONLY", "DATABASE_URL");
    }

    private int up(String... arguments) {
        return new CommandLine(new UpCommand()).setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private static String free() throws IOException {
        return "127.0.0.1:" + ServiceFixture.freePort();
    }
}
