package dev.revaer.bench.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;

import dev.revaer.bench.load.Figures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Copies, checks, unpacks and links as the service does, beside `cp`, `sha256sum`, `unzip` and `7z`.
@Command(name = "files", mixinStandardHelpOptions = true, sortOptions = false, description = "Measure post-processing. A ratio of 1.2 means 1.2 times as long as the program took, files made durable by both. Figures go to standard output, progress to standard error.")
public final class FilesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--mebibytes", paramLabel = "N", defaultValue = "512", description = "Size of the file that is worked on; about five times as much room is needed. Default: ${DEFAULT-VALUE}")
    private int mebibytes;

    @Option(names = "--links", paramLabel = "N", defaultValue = "10000", description = "How many small files are linked. Default: ${DEFAULT-VALUE}")
    private int links;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "How often each is done; the median counts. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where everything is kept meanwhile. Default: the system's temporary directory")
    private @Nullable Path parent;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FilesCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (mebibytes < 1 || links < 1 || rounds < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "give numbers above 0");
        }
        var directory = parent == null
                ? Files.createTempDirectory("revaer-files")
                : Files.createTempDirectory(Files.createDirectories(parent), "revaer-files");
        try {
            var figures = new Figures(spec.commandLine().getErr());
            new FileBench(directory.toRealPath(), mebibytes, links, rounds, figures).run();
            figures.print(spec.commandLine().getOut());
            return 0;
        } finally {
            delete(directory);
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
