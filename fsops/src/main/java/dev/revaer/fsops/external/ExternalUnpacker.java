package dev.revaer.fsops.external;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import dev.revaer.fsops.archive.ArchiveSet;
import dev.revaer.fsops.entry.Budget;
import dev.revaer.fsops.entry.LimitException;
import dev.revaer.fsops.entry.StorageException;
import dev.revaer.fsops.entry.Target;
import dev.revaer.fsops.entry.UnsupportedArchiveException;
import dev.revaer.fsops.workspace.Disk;
import org.jspecify.annotations.Nullable;

/// Unpacks the archives of one download by the first program that can.
///
/// A program gets a copy of the archive under a name of ours, writes into a directory of its own, and is watched while it
/// does; only what it has written whole and what is found to be nothing but files comes among the others.
public final class ExternalUnpacker {
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    /// Of the time between two looks, at most a tenth goes into looking.
    private static final int WAIT_PER_LOOK = 10;

    private final ExternalTools tools;
    private final String infoHash;
    private final Duration timeLimit;
    private final Disk disk;

    /// @param infoHash of the download
    /// @param timeLimit for one archive and one program
    public ExternalUnpacker(ExternalTools tools, String infoHash, Duration timeLimit, Disk disk) {
        this.tools = tools;
        this.infoHash = infoHash;
        this.timeLimit = timeLimit;
        this.disk = disk;
        tools.forget(infoHash);
    }

    /// Reads a volume as it is to be given to a program.
    public interface Volumes {
        InputStream open(Path volume) throws IOException;
    }

    /// Unpacks one archive whole.
    ///
    /// @param scratch a directory for the time being, on the disk of the target
    /// @throws MissingToolException when no program is here that can
    public void unpack(ArchiveSet set, Volumes volumes, Budget budget, Path scratch, Target target)
            throws IOException {
        var programs = tools.programs(set.format());
        if (programs.isEmpty()) {
            tools.lack(infoHash, set.format());
            throw new MissingToolException(ExternalTool.namesFor(set.format()));
        }
        clear(scratch);
        try {
            var archive = copy(set, volumes, scratch.resolve("in"));
            @Nullable
            IOException failure = null;
            for (var program : programs) {
                var into = scratch.resolve(program.name());
                disk.createDirectories(into);
                var refusal = run(program, archive, into, budget);
                if (refusal == null) {
                    new WrittenTree(into).moveTo(target);
                    return;
                }
                failure = failure == null ? refusal : failure;
                clear(into);
            }
            throw failure == null ? new IOException("no program") : failure;
        } finally {
            clear(scratch);
        }
    }

    private void clear(Path directory) throws IOException {
        new WrittenTree(directory).open();
        disk.deleteTree(directory);
    }

    /// Under names of ours: neither an option nor a pattern, and no link to the download.
    private Path copy(ArchiveSet set, Volumes volumes, Path directory) throws IOException {
        disk.createDirectories(directory);
        for (var volume : set.volumes()) {
            try (var in = volumes.open(volume.file());
                    var out = disk.create(directory.resolve(nameOf(set, volume.fileName())))) {
                in.transferTo(out);
            }
        }
        return directory.resolve(nameOf(set, set.volumes().getFirst().fileName()));
    }

    private static String nameOf(ArchiveSet set, String fileName) {
        return "archive" + fileName.substring(set.baseName().length()).toLowerCase(Locale.ROOT);
    }

    /// Null if it has succeeded.
    private @Nullable IOException run(
            ExternalTools.Program program,
            Path archive,
            Path into,
            Budget budget)
            throws IOException {
        var cpuSeconds = timeLimit.toSeconds() * Runtime.getRuntime().availableProcessors();
        var command = tools.fence()
                .around(program.command(archive, into), Math.max(1, cpuSeconds), budget.leftBytes() + 1);
        try (var process = ToolProcess.start(command, into.resolveSibling(""))) {
            watch(process, program, new WrittenTree(into), budget);
            return process.hasSucceeded() ? null : refusal(program, process);
        }
    }

    private void watch(
            ToolProcess process,
            ExternalTools.Program program,
            WrittenTree written,
            Budget budget)
            throws IOException {
        var end = System.nanoTime() + timeLimit.toNanos();
        var wait = SHORTEST_WAIT;
        while (!process.hasEndedWithin(wait)) {
            var looked = System.nanoTime();
            written.check(budget);
            if (System.nanoTime() > end) {
                throw new LimitException(
                        timeLimit.toSeconds() + " seconds for " + program.name() + " to unpack it");
            }
            wait = Duration.ofNanos(
                    Math.clamp(
                            (System.nanoTime() - looked) * WAIT_PER_LOOK,
                            SHORTEST_WAIT.toNanos(),
                            Math.min(
                                    LONGEST_WAIT.toNanos(),
                                    Math.max(SHORTEST_WAIT.toNanos(), end - looked))));
        }
        written.check(budget);
    }

    private static IOException refusal(ExternalTools.Program program, ToolProcess process) {
        var output = process.output();
        var lower = output.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left on device")) {
            throw new StorageException(new IOException("No space left on device"));
        }
        if (lower.contains("password") || lower.contains("encrypted")) {
            return new UnsupportedArchiveException(
                    "it is encrypted, and no other program is told a password, which all could see there");
        }
        var last = output.lines().filter(line -> !line.isBlank()).reduce((_, line) -> line);
        return new IOException(
                program.name() + " says: "
                        + last.orElse("nothing, and ends with " + process.exitValue()).strip());
    }
}
