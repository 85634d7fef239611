package dev.revaer.bench.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The most memory that this process had since it was last asked, as Linux counts it.
final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path FORGET = Path.of("/proc/self/clear_refs");
    private static final String PEAK = "VmHWM:";
    private static final long KIBIBYTE = 1024;

    private PeakMemory() {}

    static void forget() {
        try {
            Files.writeString(FORGET, "5");
        } catch (IOException _) {
            // then it is the most since the start
        }
    }

    /// Bytes; 0 where nobody tells.
    static long bytes() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        return Files.readAllLines(STATUS)
                .stream()
                .filter(line -> line.startsWith(PEAK))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
                .findFirst()
                .orElse(0);
    }
}
