package dev.revaer.app.move;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FileCarrierIT {
    @TempDir
    private Path directory;
    private final FileCarrier carrier = new FileCarrier(() -> false);
    private Path from;
    private Path to;

    @BeforeEach
    void write() throws IOException {
        var bytes = new byte[3_000_001];
        new Random(1).nextBytes(bytes);
        from = Files.write(directory.resolve("from.bin"), bytes);
        to = directory.resolve("below/to.bin");
    }

    @Test
    void copiesAndKeepsTheTimeAndCountsEachByteTwice() throws IOException {
        var done = new AtomicLong();

        carrier.copy(from, to, done::addAndGet);

        assertThat(to).hasSameBinaryContentAs(from);
        assertThat(Files.getLastModifiedTime(to)).isEqualTo(Files.getLastModifiedTime(from));
        assertThat(done).hasValue(6_000_002);
        try (var files = Files.list(to.resolveSibling(""))) {
            assertThat(files).containsExactly(to);
        }
    }

    @Test
    void copiesNothingTwice() throws IOException {
        carrier.copy(from, to, _ -> {});
        var copied = Files.getAttribute(to, "unix:ino");

        carrier.copy(from, to, _ -> {});

        assertThat(Files.getAttribute(to, "unix:ino")).isEqualTo(copied);
    }

    @Test
    void replacesNothing() throws IOException {
        Files.createDirectories(to.resolveSibling(""));
        Files.writeString(to, "mine");

        assertThatThrownBy(() -> carrier.copy(from, to, _ -> {}))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> carrier.rename(from, to)).isInstanceOf(FileAlreadyExistsException.class);
        carrier.undo(from, to);

        assertThat(to).hasContent("mine");
        assertThat(from).exists();
    }

    @Test
    void takesBackWhatItDid() throws IOException {
        carrier.copy(from, to, _ -> {});
        carrier.undo(from, to);
        assertThat(to).doesNotExist();

        carrier.rename(from, to);
        assertThat(from).doesNotExist();
        carrier.undo(from, to);
        assertThat(from).hasSize(3_000_001);
    }

    @Test
    void leavesNoNamedFileWhenStopped() {
        var stopped = new FileCarrier(() -> true);

        assertThatThrownBy(() -> stopped.copy(from, to, _ -> {})).isInstanceOf(CancellationException.class);

        assertThat(to).doesNotExist();
        assertThat(from).exists();
    }

    @Test
    void copiesHolesAndTheirEnd() throws IOException {
        try (var sparse = new RandomAccessFile(from.toFile(), "rw")) {
            sparse.setLength(0);
            sparse.seek(5_000_000);
            sparse.write(7);
            sparse.setLength(9_000_000);
        }

        carrier.copy(from, to, _ -> {});

        assertThat(to).hasSameBinaryContentAs(from);
    }

    @Test
    void passesOverWhatWasNeverDownloaded() throws IOException {
        carrier.copy(directory.resolve("nothing"), to, _ -> {});

        assertThat(to).doesNotExist();
    }
}
