package dev.revaer.bench.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import dev.revaer.bench.load.Figures;
import dev.revaer.fsops.DownloadedFile;
import dev.revaer.fsops.ExistingName;
import dev.revaer.fsops.ExtractionLimits;
import dev.revaer.fsops.FinishedDownload;
import dev.revaer.fsops.FsopsSettings;
import dev.revaer.fsops.Pipeline;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.TransferMode;
import dev.revaer.fsops.extract.ArchiveSettings;
import dev.revaer.fsops.permission.Permissions;
import dev.revaer.fsops.place.AcrossDevices;
import dev.revaer.fsops.rule.CleanupRules;
import dev.revaer.fsops.rule.FileRules;
import dev.revaer.fsops.select.Destination;

/// Times one stage of a run, and programs that do the same, in turn and on the same files.
final class FileBench {
    private static final String NAME = "Show";
    private static final String INFO_HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final String DURABLE = " && find \"$2\" -type f -exec sync {} +";

    private final Path downloads;
    private final Path library;
    private final Path other;
    private final int mebibytes;
    private final int links;
    private final int rounds;
    private final Figures figures;

    FileBench(Path root, int mebibytes, int links, int rounds, Figures figures) throws IOException {
        this.downloads = Files.createDirectories(root.resolve("downloads"));
        this.library = root.resolve("library");
        this.other = root.resolve("other");
        this.mebibytes = mebibytes;
        this.links = links;
        this.rounds = rounds;
        this.figures = figures;
    }

    void run() throws IOException, InterruptedException {
        var show = downloads.resolve(NAME);
        var film = Files.createDirectories(show).resolve("film.bin");
        Content.incompressible(film, Math.max(1, mebibytes / 4));
        compare("copy of a quarter", Stage.TRANSFER, settings(TransferMode.COPY, false), Map.of());
        Content.incompressible(film, mebibytes);
        compare(
                "copy",
                Stage.TRANSFER,
                settings(TransferMode.COPY, false),
                Map.of("cp", "cp \"$1\"/* \"$2\"" + DURABLE));
        compare(
                "checksum",
                Stage.CHECKSUM,
                settings(TransferMode.HARDLINK, true),
                Map.of("sha256sum", "sha256sum \"$1\"/* > \"$2/list\""));
        archives(show, film);
        FilesCommand.delete(show);
        Content.small(show, links);
        linked();
    }

    private void archives(Path show, Path film) throws IOException, InterruptedException {
        var aside = Files.move(film, downloads.resolve("film.bin"));
        var zip = show.resolve("film.zip");
        var programs = Map.of(
                "unzip",
                "unzip -qq \"$1\"/* -d \"$2\"" + DURABLE,
                "7z x",
                "7z x -bd -bso0 -o\"$2\" \"$1\"/*" + DURABLE);
        var settings = settings(TransferMode.HARDLINK, false);
        Content.stored(zip, aside);
        compare("stored zip", Stage.EXTRACT, settings, programs);
        Content.compressible(aside, mebibytes);
        Content.deflated(zip, aside);
        compare("deflated zip", Stage.EXTRACT, settings, programs);
        Files.delete(zip);
        if (isHere("7z")) {
            var packed = show.resolve("film.7z").toString();
            run(List.of("7z", "a", "-bd", "-bso0", "-mx1", packed, aside.toString()));
            compare("7z", Stage.EXTRACT, settings, Map.of("7z x", programs.get("7z x")));
        }
        Files.delete(aside);
    }

    private void linked() throws IOException, InterruptedException {
        var took = new ArrayList<Duration>();
        var theirs = new ArrayList<Duration>();
        for (var round = 0; round < rounds; round++) {
            took.add(timed(() -> process(settings(TransferMode.HARDLINK, false))));
            theirs.add(program("cp -al \"$1\" \"$2\""));
        }
        figures.millis("links of " + links + " files, all stages", median(took));
        figures.add("  times cp -al", ratio(median(took), median(theirs)));
    }

    /// @param programs shell commands that get the directory of the content and an empty one, by name
    private void compare(String what, Stage stage, FsopsSettings settings, Map<String, String> programs)
            throws IOException, InterruptedException {
        var ours = new ArrayList<Duration>();
        var theirs = new TreeMap<String, List<Duration>>();
        PeakMemory.forget();
        for (var round = 0; round < rounds; round++) {
            ours.add(process(settings).of(stage));
            for (var program : new TreeMap<>(programs).entrySet()) {
                if (isHere(program.getKey().split(" ", 2)[0])) {
                    theirs.computeIfAbsent(program.getKey(), _ -> new ArrayList<>())
                            .add(program(program.getValue()));
                }
            }
        }
        figures.millis(what, median(ours));
        for (var program : theirs.entrySet()) {
            figures.add("  times " + program.getKey(), ratio(median(ours), median(program.getValue())));
        }
        figures.mebibytes("  most memory", PeakMemory.bytes());
    }

    private StageClock process(FsopsSettings settings) throws IOException {
        FilesCommand.delete(library);
        Files.createDirectories(library);
        var files = new ArrayList<DownloadedFile>();
        try (var found = Files.walk(downloads.resolve(NAME))) {
            for (var file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                files.add(new DownloadedFile(downloads.relativize(file).toString(), Files.size(file)));
            }
        }
        var clock = new StageClock();
        new Pipeline(settings).run(new FinishedDownload(INFO_HASH, NAME, downloads, files), clock);
        clock.end();
        return clock;
    }

    private Duration program(String command) throws IOException, InterruptedException {
        FilesCommand.delete(other);
        Files.createDirectories(other);
        var words = List.of("sh", "-c", command, "sh", downloads.resolve(NAME).toString(), other.toString());
        var begun = System.nanoTime();
        run(words);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    private static boolean isHere(String program) throws InterruptedException {
        try {
            run(List.of("sh", "-c", "command -v " + program));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private FsopsSettings settings(TransferMode transfer, boolean sha256Manifest) {
        return new FsopsSettings(
                library,
                List.of(library, downloads),
                transfer,
                ExistingName.FAIL,
                ExtractionLimits.defaults(),
                AcrossDevices.COPY,
                FileRules.ALL,
                CleanupRules.NONE,
                Destination.USUAL,
                Permissions.AS_MADE,
                false,
                sha256Manifest,
                List.of(),
                ArchiveSettings.defaults());
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Duration timed(Work work) throws IOException {
        var begun = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static String ratio(Duration ours, Duration theirs) {
        return String.format(Locale.ROOT, "%.2f", (double) ours.toNanos() / (double) theirs.toNanos());
    }
}
