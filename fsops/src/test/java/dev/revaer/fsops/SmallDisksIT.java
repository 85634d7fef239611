package dev.revaer.fsops;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Libraries on small file systems of their own that are full, read-only, another device, gone or going. Skipped where
/// nobody may mount.
final class SmallDisksIT {
    @TempDir
    private Path root;

    @Test
    @Timeout(120)
    void tellsWhatIsWrongWithADiskAndGoesOnOnceItIsRight() throws Exception {
        var process = new ProcessBuilder(
                "unshare",
                "-m",
                "--propagation",
                "private",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator),
                SmallDisks.class.getName(),
                root.toRealPath().resolve("disks").toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        var said = output.lines().toList();

        assumeTrue(said.contains("mounted"), "nobody may mount here: " + output);
        assertThat(said).as(output)
                .contains(
                        "copies failed: transfer NotEnoughSpace true",
                        "copies healed: true",
                        "unpacked failed: extract NotEnoughSpace true",
                        "unpacked healed: true",
                        "readonly healed: true",
                        "device failed: transfer CannotLink true",
                        "moved: true",
                        "vanished failed: allowlist MissingLibrary true",
                        "vanished healed: true",
                        "vanishing: true");
        assertThat(said).anyMatch(
                line -> line.startsWith("readonly failed: ") && line.endsWith(" StorageFailed true"));
    }
}
