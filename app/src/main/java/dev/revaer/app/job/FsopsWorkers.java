package dev.revaer.app.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

import dev.revaer.app.database.breaker.Trouble;
import dev.revaer.app.job.Halt.Reason;
import dev.revaer.app.job.JobPolicies.NoSuchProfileException;
import dev.revaer.app.setting.FsopsSection;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventData.FsopsStarted;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Takes finished downloads from the queue into the library, a few at a time, each on a thread of its own, and no more on
/// one volume than it bears.
public final class FsopsWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FsopsWorkers.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);
    /// Of a job that fails before anybody can tell where it would be done.
    private static final Object NO_VOLUME = new Object();

    private final JobParts parts;
    private final JobQueue queue;
    private final Candidates candidates;
    private final Volumes volumes = new Volumes();
    private final Map<InfoHash, Running> running = new ConcurrentHashMap<>();
    private final Thread dispatcher = Thread.ofPlatform().name("fsops").unstarted(this::run);
    private volatile boolean isStopping;

    /// A job on its thread.
    private record Running(JobRun run, Object volume, Thread thread) {}

    private FsopsWorkers(JobParts parts) {
        this.parts = parts;
        this.queue = parts.queue();
        this.candidates = new Candidates(queue.table());
    }

    /// Begins to work.
    public static FsopsWorkers start(JobParts parts) {
        var workers = new FsopsWorkers(parts);
        workers.dispatcher.start();
        return workers;
    }

    public boolean isAlive() {
        return dispatcher.isAlive();
    }

    /// Goes by other settings from now on. Once paused, what runs ends at its next block, to go on from there later.
    public void settingsChanged(FsopsSection settings) {
        if (settings.paused()) {
            running.values().forEach(one -> one.run().halt().ask(Reason.PAUSED));
        }
        queue.lookAgain();
    }

    /// Interrupts the jobs at hand, which go on at the next start.
    @Override
    public void close() {
        isStopping = true;
        dispatcher.interrupt();
        join(dispatcher);
        running.values().forEach(one -> one.run().halt().ask(Reason.STOPPING));
        var end = System.nanoTime() + STOP_LIMIT.toNanos();
        for (var one : running.values()) {
            if (System.nanoTime() < end) {
                join(one.thread());
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(STOP_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var hasFailed = false;
        while (!isStopping) {
            try {
                beginWhatCanBegin();
                hasFailed = false;
            } catch (InterruptedException e) {
                return;
            } catch (ExecutionException | RuntimeException e) {
                LOG.atLevel(hasFailed ? Level.DEBUG : Level.WARN)
                        .setCause(Trouble.of(e).isPresent() ? null : e)
                        .log("post-processing could not go on; trying again");
                hasFailed = true;
            }
            try {
                queue.await(LOOK_AGAIN.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void beginWhatCanBegin() throws InterruptedException, ExecutionException {
        while (!isStopping) {
            var settings = parts.settings().get();
            if (settings.paused() || running.size() >= settings.workers()) {
                return;
            }
            var infoHash = candidates.next(candidate -> canBegin(candidate, settings.workersPerVolume()));
            if (infoHash == null) {
                return;
            }
            begin(infoHash);
        }
    }

    private boolean canBegin(InfoHash infoHash, int mostPerVolume) {
        if (running.containsKey(infoHash) || parts.mustWait().test(infoHash)) {
            return false;
        }
        if (running.size() < mostPerVolume) {
            return true;
        }
        var volume = volume(library(infoHash));
        return volume.equals(NO_VOLUME)
                || running.values()
                        .stream()
                        .filter(one -> one.volume().equals(volume))
                        .count() < mostPerVolume;
    }

    /// Null for a job that fails before it gets there.
    private @Nullable Path library(InfoHash infoHash) {
        try {
            var options = parts.options().apply(infoHash);
            return options == null ? null : parts.policies().libraryDir(options);
        } catch (NoSuchProfileException _) {
            return null;
        }
    }

    private Object volume(@Nullable Path library) {
        try {
            return library == null ? NO_VOLUME : volumes.of(library);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NO_VOLUME;
        }
    }

    private void begin(InfoHash infoHash) throws InterruptedException, ExecutionException {
        var torrent = parts.torrents().find(infoHash);
        if (torrent == null) {
            return;
        }
        var before = queue.progress(infoHash);
        var attempt = before == null ? 1 : before.attempts() + 1;
        var library = library(infoHash);
        var volume = volume(library);
        var run = new JobRun(parts, infoHash, torrent, attempt);
        var thread = Thread.ofPlatform().name("fsops-" + infoHash.hex().substring(0, 8)).unstarted(() -> {
            try {
                run.run();
            } finally {
                queue.left(infoHash);
                running.remove(infoHash);
                queue.lookAgain();
            }
        });
        queue.entered(infoHash, run);
        try {
            parts.bus()
                    .commit(
                            Event.about(infoHash, new FsopsStarted(torrent.name(), attempt)),
                            () -> queue.requireStart(infoHash, library))
                    .get();
        } catch (ExecutionException e) {
            queue.left(infoHash);
            if (e.getCause() instanceof JobQueue.NotWaitingException) {
                return;
            }
            throw e;
        } catch (InterruptedException e) {
            queue.left(infoHash);
            throw e;
        }
        running.put(infoHash, new Running(run, volume, thread));
        thread.start();
        if (parts.settings().get().paused()) {
            run.halt().ask(Reason.PAUSED);
        }
    }
}
