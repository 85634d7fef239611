package dev.revaer.engine.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.revaer.engine.DiskIo;
import dev.revaer.engine.session.jni.DiskIoChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// A JVM of its own checks a torrent and then throws thousands of NullPointerExceptions: with the SIGSEGV handler taken
/// by libtorrent the first of them would end it with code 139.
@Execution(ExecutionMode.CONCURRENT)
class DiskIoIT {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"AUTO,true,mmap", "AUTO,false,posix", "POSIX,false,posix", "POSIX,true,posix",
            "MMAP,true,mmap",
            "MMAP,false,posix"})
    void survivesNullPointersAfterACheck(DiskIo diskIo, boolean preloadLibjsig, String expected)
            throws Exception {
        var content = Files.write(directory.resolve("content.bin"), new byte[4_000_000]);
        var child = java(preloadLibjsig, CheckThenThrow.class.getName(), diskIo.name(), content.toString());

        var output = new String(
                child.getInputStream().readAllBytes(),
                StandardCharsets.UTF_8);

        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as(output).isZero();
        assertThat(output).contains("caught 20000", "disk I/O " + expected);
    }

    @Test
    void choosesPosixInThisUnprotectedProcess() {
        assertThat(DiskIoChoice.resolve(DiskIo.MMAP)).isEqualTo(DiskIo.POSIX);
    }

    private Process java(boolean preloadLibjsig, String... arguments) throws IOException {
        var home = Path.of(System.getProperty("java.home"));
        var command = new ArrayList<String>();
        command.add(home.resolve("bin/java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(directory.toFile());
        builder.environment().remove("LD_PRELOAD");
        if (preloadLibjsig) {
            builder.environment().put("LD_PRELOAD", home.resolve("lib/libjsig.so").toString());
        }
        return builder.start();
    }
}
