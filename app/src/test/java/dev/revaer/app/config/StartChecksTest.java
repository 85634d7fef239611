package dev.revaer.app.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.revaer.app.ServiceFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StartChecksTest {
    @TempDir
    private Path directory;

    @Test
    void makesMissingDirectoriesAndLeavesThemEmpty() throws IOException {
        StartChecks.check(options(directory.resolve("data"), free()));

        assertThat(directory.resolve("data/downloads")).isEmptyDirectory();
        assertThat(directory.resolve("data/library")).isEmptyDirectory();
    }

    @Test
    void namesEveryFaultWithItsFix() throws IOException {
        var file = Files.writeString(directory.resolve("file"), "");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var listen = new ListenAddress("127.0.0.1", taken.getLocalPort());
            var options = new ServiceOptions(
                    directory.resolve("data"),
                    file.resolve("downloads"),
                    file.resolve("library"),
                    listen,
                    true,
                    null,
                    directory.resolve("cli.toml"));

            assertThatExceptionOfType(StartException.class).isThrownBy(() -> StartChecks.check(options))
                    .satisfies(e -> assertThat(e.faults()).hasSize(3))
                    .withMessageContaining("the download directory " + file.resolve("downloads"))
                    .withMessageContaining("choose another with --download-dir")
                    .withMessageContaining("the library directory " + file.resolve("library"))
                    .withMessageContaining("choose another with --library-dir")
                    .withMessageContaining("cannot listen on " + listen.reachable())
                    .withMessageContaining("with --listen");
        }
    }

    @Test
    void refusesADataDirectoryBelowAFile() throws IOException {
        var file = Files.writeString(directory.resolve("file"), "");
        var options = options(file.resolve("data"), free());

        assertThatExceptionOfType(StartException.class).isThrownBy(() -> StartChecks.check(options))
                .satisfies(e -> assertThat(e.faults()).hasSize(1))
                .withMessageContaining("the data directory " + file.resolve("data") + " cannot be written to")
                .withMessageContaining("--data-dir");
    }

    @Test
    void refusesAHostThatNobodyKnows() throws IOException {
        var options = options(directory, new ListenAddress("no-such-host.invalid", free().port()));

        assertThatExceptionOfType(StartException.class).isThrownBy(() -> StartChecks.check(options))
                .withMessageContaining("the host no-such-host.invalid is not known");
    }

    @Test
    void lendsADataDirectoryToOneAtATime() throws IOException {
        var first = DataLock.take(directory);

        assertThatExceptionOfType(StartException.class).isThrownBy(() -> DataLock.take(directory))
                .withMessageContaining("another Revaer runs with the data directory " + directory);
        first.close();

        assertThatCode(() -> DataLock.take(directory).close()).doesNotThrowAnyException();
    }

    private ServiceOptions options(Path dataDir, ListenAddress listen) {
        return new ServiceOptions(
                dataDir,
                dataDir.resolve("downloads"),
                dataDir.resolve("library"),
                listen,
                true,
                null,
                directory.resolve("cli.toml"));
    }

    private static ListenAddress free() throws IOException {
        return new ListenAddress("127.0.0.1", ServiceFixture.freePort());
    }
}
