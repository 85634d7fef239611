package dev.revaer.fsops.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.workspace.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// With a script in the place of `par2`.
final class ParityTest {
    @TempDir
    private Path directory;

    @Test
    void asksForEachSetOnceByItsShortestName() throws IOException {
        var calls = directory.resolve("calls");
        var parity = parity("echo \"$@\" >> '" + calls + "'");

        var verified = parity
                .verify(
                        List.of(
                                file("a.mkv"),
                                file("a.vol00+01.par2"),
                                file("a.PAR2"),
                                file("b.vol0-3.par2")));

        assertThat(verified.isDone()).isTrue();
        assertThat(verified.detail()).isEqualTo("2 sets of parity files");
        assertThat(calls).hasContent(
                "verify -q -q " + directory.resolve("a.PAR2") + "\nverify -q -q "
                        + directory.resolve("b.vol0-3.par2"));
    }

    @Test
    void saysWhatTheProgramSaysOfADamagedFile() throws IOException {
        var parity = parity("head -c 100000 /dev/zero; echo; echo Repair is required.; exit 1");

        assertThatThrownBy(() -> parity.verify(List.of(file("a.par2")))).isInstanceOfSatisfying(
                FsopsException.class,
                e -> assertThat(e.error())
                        .isEqualTo(new FsopsError.FailedVerification("a.par2", "Repair is required.")));
    }

    @ParameterizedTest
    @CsvSource({"1, can repair it", "2, beyond", "7, ended with 7"})
    void saysWhatTheStatusMeansIfTheProgramSaysNothing(int status, String reason) throws IOException {
        var parity = parity("exit " + status);

        assertThatThrownBy(() -> parity.verify(List.of(file("a.par2")))).hasMessageContaining(reason);
    }

    @Test
    void doesNothingWithoutParityFilesOrProgram() throws IOException {
        var parity = new Parity(directory.resolve("no such program").toString());

        assertThat(parity.verify(List.of(file("a.mkv"))).detail()).isEqualTo("no parity files");
        assertThat(parity.verify(List.of(file("a.par2"))).detail()).contains("not installed");
        assertThat(parity.verify(List.of(file("a.par2"))).isDone()).isFalse();
    }

    @Test
    void endsTheProgramWhenInterrupted() throws IOException {
        var parity = parity("exec sleep 100");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> parity.verify(List.of(file("a.par2"))))
                .isInstanceOf(java.io.InterruptedIOException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    private Parity parity(String script) throws IOException {
        var program = Files.writeString(directory.resolve("par2"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new Parity(program.toString());
    }

    private SourceFile file(String name) {
        return new SourceFile(name, directory.resolve(name), 1);
    }
}
