package dev.revaer.app.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Tells which libraries lie on one volume. A library that is missing, or does not answer, counts as a volume of its own.
final class Volumes {
    private static final Duration KNOWN_FOR = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_KNOWN = 1000;

    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    private record Known(Object volume, long atNanos) {}

    /// What libraries on one volume have in common.
    Object of(Path library) throws InterruptedException {
        var found = known.get(library);
        if (found != null && System.nanoTime() - found.atNanos() < KNOWN_FOR.toNanos()) {
            return found.volume();
        }
        var volume = look(library);
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.put(library, new Known(volume, System.nanoTime()));
        return volume;
    }

    /// On a thread of its own: a network disk that is gone holds up whoever looks at it.
    private static Object look(Path library) throws InterruptedException {
        var task = new FutureTask<>(() -> device(library));
        Thread.ofPlatform().daemon().name("fsops-volume").start(task);
        try {
            return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            return library;
        }
    }

    private static Object device(Path library) throws IOException {
        return Files.getAttribute(library, "unix:dev");
    }
}
