package dev.revaer.fsops.external;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

import dev.revaer.fsops.archive.ArchiveFormat;

/// The programs of this machine that unpack archives, looked up anew each time, and the downloads that lacked one.
///
/// One for all runs; it may be used by many threads.
public final class ExternalTools {
    private static final int MOST_JOBS = 10_000;

    private final List<Path> directories;
    private final Fence fence = new Fence(this);
    private final LinkedHashMap<String, ArchiveFormat> lacking = new LinkedHashMap<>();

    /// Looks for programs in directories, in their order.
    ///
    /// @param directories absolute ones; others are passed over
    public ExternalTools(List<Path> directories) {
        this.directories = directories.stream().filter(Path::isAbsolute).toList();
    }

    /// Programs that downloads wait for and that are not here.
    ///
    /// @param anyOf what they are called; one of them is enough
    /// @param jobs how many downloads wait for it
    public record Missing(List<String> anyOf, int jobs) {
        public Missing {
            anyOf = List.copyOf(anyOf);
        }
    }

    /// What is missing now; nothing as soon as the programs are here, even before the downloads are tried again.
    ///
    /// @param waits whether the download of an info hash still waits
    public List<Missing> missing(Predicate<String> waits) {
        var jobs = new TreeMap<ArchiveFormat, Integer>();
        synchronized (lacking) {
            lacking.forEach((infoHash, format) -> {
                if (waits.test(infoHash)) {
                    jobs.merge(format, 1, Integer::sum);
                }
            });
        }
        var byNames = new LinkedHashMap<List<String>, Integer>();
        jobs.forEach((format, count) -> {
            if (programs(format).isEmpty()) {
                byNames.merge(ExternalTool.namesFor(format), count, Integer::sum);
            }
        });
        var missing = new ArrayList<Missing>();
        byNames.forEach((names, count) -> missing.add(new Missing(names, count)));
        return missing;
    }

    /// The download waits for no program: it is tried again.
    void forget(String infoHash) {
        synchronized (lacking) {
            lacking.remove(infoHash);
        }
    }

    /// The download has an archive that nothing here unpacks.
    void lack(String infoHash, ArchiveFormat format) {
        synchronized (lacking) {
            if (lacking.size() == MOST_JOBS) {
                lacking.pollFirstEntry();
            }
            lacking.putLast(infoHash, format);
        }
    }

    /// Programs for a format, the best first.
    List<Program> programs(ArchiveFormat format) {
        var programs = new ArrayList<Program>();
        for (var tool : ExternalTool.values()) {
            if (tool.unpacks(format)) {
                find(tool.names()).ifPresent(file -> programs.add(new Program(tool, file)));
            }
        }
        return programs;
    }

    Fence fence() {
        return fence;
    }

    /// A program of any name, for the fence around the others.
    Optional<Path> find(List<String> names) {
        for (var name : names) {
            for (var directory : directories) {
                var file = directory.resolve(name);
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    record Program(ExternalTool tool, Path file) {
        List<String> command(Path archive, Path into) {
            var command = new ArrayList<String>();
            command.add(file.toString());
            command.addAll(tool.arguments(archive, into));
            return command;
        }

        String name() {
            return file.getFileName().toString();
        }
    }
}
