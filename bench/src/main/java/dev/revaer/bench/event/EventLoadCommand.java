package dev.revaer.bench.event;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;

import dev.revaer.bench.load.Figures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Has many torrents report to many subscribers, and prints what that costs.
@Command(name = "events", mixinStandardHelpOptions = true, sortOptions = false, description = "Measure the event stream. Figures go to standard output, progress to standard error.")
public final class EventLoadCommand implements Callable<Integer> {
    private static final int ALL = 100;

    @Spec
    private CommandSpec spec;

    @Option(names = "--torrents", paramLabel = "N", defaultValue = "10000", description = "How many report. Default: ${DEFAULT-VALUE}")
    private int torrents;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "10", description = "How often each does in a second. Default: ${DEFAULT-VALUE}")
    private int rate;

    @Option(names = "--others", paramLabel = "N", defaultValue = "20", description = "Events but progress in a second. Default: ${DEFAULT-VALUE}")
    private int others;

    @Option(names = "--subscribers", paramLabel = "N", defaultValue = "1000", description = "How many. Default: ${DEFAULT-VALUE}")
    private int subscribers;

    @Option(names = "--stuck", paramLabel = "PERCENT", defaultValue = "10", description = "How many of these never read. Default: ${DEFAULT-VALUE}")
    private int stuck;

    @Option(names = "--wanted", paramLabel = "N", defaultValue = "0", description = "Torrents each subscriber asks for; 0 for all. Default: ${DEFAULT-VALUE}")
    private int wanted;

    @Option(names = "--quiet-seconds", paramLabel = "N", defaultValue = "10", description = "How long all are looked at idle. Default: ${DEFAULT-VALUE}")
    private int quiet;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "30", description = "How long. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where everything is kept meanwhile. Default: the system's temporary directory")
    private @Nullable Path parent;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new EventLoadCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (torrents < 1 || rate < 1 || subscribers < 1 || seconds < 1 || quiet < 1 || others < 0
                || wanted < 0
                || stuck < 0 || stuck >= ALL) {
            throw new CommandLine.ParameterException(spec.commandLine(), "give numbers above 0");
        }
        var directory = parent == null
                ? Files.createTempDirectory("revaer-events")
                : Files.createTempDirectory(Files.createDirectories(parent), "revaer-events");
        try {
            var figures = new Figures(spec.commandLine().getErr());
            new EventLoad(figures, size()).run(directory.toRealPath());
            figures.print(spec.commandLine().getOut());
            return 0;
        } finally {
            try (var paths = Files.walk(directory)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private EventLoad.Size size() {
        return new EventLoad.Size(
                torrents,
                rate,
                others,
                subscribers,
                subscribers * stuck / ALL,
                wanted,
                Duration.ofSeconds(quiet),
                Duration.ofSeconds(seconds));
    }
}
