package dev.revaer.bench.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.revaer.bench.service.ServiceProcess;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Starts the service, fills it with torrents, and prints what that costs.
@Command(name = "load", mixinStandardHelpOptions = true, sortOptions = false, description = "Measure the service with many seeding torrents. Figures go to standard output, progress to standard error.")
public final class LoadCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;
    private static final Duration CLEAN_LIMIT = Duration.ofSeconds(70);

    @Spec
    private CommandSpec spec;

    @Option(names = "--torrents", paramLabel = "N", defaultValue = "10000", description = "How many. Default: ${DEFAULT-VALUE}")
    private int torrents;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "32", description = "How many clients add and read at once. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(names = "--crowd-seconds", paramLabel = "N", defaultValue = "20", description = "How long they read pages, and then single torrents, after half of that to warm up. Default: ${DEFAULT-VALUE}")
    private int crowdSeconds;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3000", description = "How often a page, and one torrent, is read. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--restarts", paramLabel = "N", defaultValue = "3", description = "How often the full service is started. Default: ${DEFAULT-VALUE}")
    private int restarts;

    @Option(names = "--quiet-seconds", paramLabel = "N", defaultValue = "30", description = "How long the idle service is watched. Default: ${DEFAULT-VALUE}")
    private int quietSeconds;

    @Option(names = "--settle-seconds", paramLabel = "N", defaultValue = "180", description = "How long at most to wait until it is idle. Default: ${DEFAULT-VALUE}")
    private int settleSeconds;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where everything is kept meanwhile. Default: the system's temporary directory")
    private @Nullable Path parent;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LoadCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (torrents < 1 || connections < 1 || crowdSeconds < 1 || rounds < 1 || restarts < 1
                || quietSeconds < 1 || settleSeconds < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "give numbers above 0");
        }
        var cleaned = new CountDownLatch(1);
        var here = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            here.interrupt();
            awaitQuietly(cleaned);
        }, "load-stop"));
        try {
            return measure();
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } finally {
            cleaned.countDown();
        }
    }

    private int measure() throws IOException, InterruptedException {
        var directory = parent == null
                ? Files.createTempDirectory("revaer-load")
                : Files.createTempDirectory(Files.createDirectories(parent), "revaer-load");
        try {
            var figures = new Figures(spec.commandLine().getErr());
            try (var service = new ServiceProcess(directory.toRealPath())) {
                new Load(service, figures, size()).run();
            }
            PrintWriter out = spec.commandLine().getOut();
            figures.print(out);
            return 0;
        } finally {
            delete(directory);
        }
    }

    private Load.Size size() {
        return new Load.Size(
                torrents,
                connections,
                Duration.ofSeconds(crowdSeconds),
                rounds,
                restarts,
                Duration.ofSeconds(quietSeconds),
                Duration.ofSeconds(settleSeconds));
    }

    private static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static void awaitQuietly(CountDownLatch cleaned) {
        try {
            if (!cleaned.await(CLEAN_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("could not clean up in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
