package dev.revaer.bench.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// What processes have used, as the kernel tells it (proc(5)).
public final class ProcessUse {
    /// Linux on x86-64 tells processor time in hundredths of a second, whatever its own clock does.
    private static final long TICKS_PER_SECOND = 100;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private ProcessUse() {}

    /// Memory of the process that is in RAM, pages of mapped files included.
    public static long residentBytes(ProcessHandle process) throws IOException {
        return kibibytes(process, "status", "VmRSS:") * 1024;
    }

    /// The same for the processes that this one has started, pages that several share counted once.
    public static long descendantBytes(ProcessHandle process) throws IOException {
        long bytes = 0;
        for (var child : (Iterable<ProcessHandle>) process.descendants()::iterator) {
            bytes += kibibytes(child, "smaps_rollup", "Pss:") * 1024;
        }
        return bytes;
    }

    /// Processor time of the process since its start.
    public static Duration cpu(ProcessHandle process) throws IOException {
        var stat = Files.readString(proc(process, "stat"));
        // the name, which comes first, may hold anything
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        var ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }

    /// Processor time of the processes that this one has started and that still run.
    public static Duration descendantCpu(ProcessHandle process) throws IOException {
        var sum = Duration.ZERO;
        for (var child : (Iterable<ProcessHandle>) process.descendants()::iterator) {
            sum = sum.plus(cpu(child));
        }
        return sum;
    }

    /// Processes that wanted to run over the last 1, 5 and 15 minutes: what others did meanwhile.
    public static String machineLoad() throws IOException {
        var averages = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
        return String.join(" ", averages[0], averages[1], averages[2]);
    }

    private static long kibibytes(ProcessHandle process, String file, String label) throws IOException {
        try (Stream<String> lines = Files.lines(proc(process, file))) {
            return lines.filter(line -> line.startsWith(label))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
    }

    private static Path proc(ProcessHandle process, String file) {
        return Path.of("/proc", String.valueOf(process.pid()), file);
    }
}
