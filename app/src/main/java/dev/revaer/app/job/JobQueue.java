package dev.revaer.app.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.revaer.api.fsops.FsopsJobs;
import dev.revaer.api.problem.ApiError.NoFailedJob;
import dev.revaer.api.problem.ApiError.NoJob;
import dev.revaer.api.problem.ApiError.NothingToCancel;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.app.database.Store;
import dev.revaer.app.job.Halt.Reason;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.FsopsFailed;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.workspace.Disk;
import dev.revaer.fsops.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Finished downloads on their way into the library: the truth in PostgreSQL, a copy in memory for readers.
public final class JobQueue implements FsopsJobs {
    static final String CANCELLED = "It was cancelled: retry to begin anew.";

    private static final String PUBLISHING = "is publishing, or has ended";
    private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);
    private static final int MOST_ATTEMPTS = 5;
    private static final FsopsProgress QUEUED = shown("queued", null, null, 0);

    private final JobTable table;
    private final EventBus bus;
    private final Map<InfoHash, FsopsProgress> progress = new ConcurrentHashMap<>();
    private final Map<InfoHash, JobRun> runs = new ConcurrentHashMap<>();
    private final Semaphore arrived = new Semaphore(0);

    public JobQueue(JobTable table, EventBus bus) {
        this.table = table;
        this.bus = bus;
    }

    /// Puts what a crash interrupted back into the queue.
    public void restore() {
        table.recover(MOST_ATTEMPTS);
        progress.putAll(table.all());
    }

    /// Queues the torrent; part of the transaction that marks it as finished, before whose end the worker would look
    /// in vain.
    public void enqueue(InfoHash infoHash, Instant at) {
        table.enqueue(infoHash, at);
        afterCommit(arrived::release);
    }

    /// Shows the torrent as queued, while its transaction is on its way.
    public void expect(InfoHash infoHash) {
        progress.compute(
                infoHash,
                (_, now) -> now != null && now.state().equals("running") ? now : QUEUED);
    }

    /// Shows a job that was kept with a torrent of a backup.
    public void takenOver(InfoHash infoHash, FsopsProgress kept) {
        progress.put(infoHash, kept);
        arrived.release();
    }

    public void forget(InfoHash infoHash) {
        progress.remove(infoHash);
    }

    /// Where the torrent's post-processing stands; null before the download is finished.
    public @Nullable FsopsProgress progress(InfoHash infoHash) {
        return progress.get(infoHash);
    }

    /// Whether its files are being worked on.
    public boolean isRunning(InfoHash infoHash) {
        var now = progress.get(infoHash);
        return runs.containsKey(infoHash) || (now != null && now.state().equals("running"));
    }

    /// Whether it failed and waits to be tried again.
    public boolean hasFailed(InfoHash infoHash) {
        var now = progress.get(infoHash);
        return now != null && now.state().equals("failed");
    }

    /// Jobs that failed and wait for somebody to say retry, or for their next try.
    public long failed() {
        return count("failed");
    }

    /// Jobs in a state, by its public name.
    public long count(String state) {
        return progress.values().stream().filter(job -> job.state().equals(state)).count();
    }

    @Override
    public FsopsProgress retry(InfoHash asked) {
        var infoHash = require(asked);
        if (!Store.call(() -> table.retry(infoHash))) {
            throw new ApiException(new NoFailedJob(infoHash));
        }
        progress.put(infoHash, QUEUED);
        arrived.release();
        return QUEUED;
    }

    /// First it is kept that the job is cancelled, then its run is asked to end. One that publishes meanwhile ends well,
    /// and that is kept over it.
    @Override
    public FsopsProgress cancel(InfoHash asked) {
        var infoHash = require(asked);
        var before = progress.get(infoHash);
        var stage = before == null || before.stage() == null ? Stage.VALIDATE.label() : before.stage();
        var run = runs.get(infoHash);
        if (run == null) {
            cancelWaiting(infoHash, stage, before);
        } else {
            cancelRunning(infoHash, run);
        }
        var cancelled = shown("cancelled", stage, CANCELLED, before == null ? 0 : before.attempts());
        show(infoHash, cancelled);
        return cancelled;
    }

    /// The run tells its end itself.
    private void cancelRunning(InfoHash infoHash, JobRun run) {
        if (run.halt().isTooLate()) {
            throw new ApiException(new NothingToCancel(infoHash, PUBLISHING));
        }
        Store.run(() -> table.cancel(infoHash, CANCELLED));
        if (!run.halt().ask(Reason.CANCELLED)) {
            throw new ApiException(new NothingToCancel(infoHash, PUBLISHING));
        }
    }

    private void cancelWaiting(InfoHash infoHash, String stage, @Nullable FsopsProgress before) {
        var told = Event.about(infoHash, new FsopsFailed(stage, CANCELLED, null));
        Store.await(bus.commit(told, () -> requireCancelled(infoHash, before)));
        var library = Store.call(() -> table.library(infoHash));
        if (library != null) {
            discard(infoHash, library);
        }
    }

    private void requireCancelled(InfoHash infoHash, @Nullable FsopsProgress before) {
        if (!table.cancel(infoHash, CANCELLED)) {
            throw new ApiException(
                    new NothingToCancel(infoHash, "has " + (before == null ? "ended" : before.state())));
        }
    }

    /// Has the workers look for what need not wait any more.
    public void lookAgain() {
        arrived.release();
    }

    /// Waits until something may have been queued, at most so long.
    void await(long limitMillis) throws InterruptedException {
        if (arrived.tryAcquire(limitMillis, TimeUnit.MILLISECONDS)) {
            arrived.drainPermits();
        }
    }

    /// Marks the job as running; to be part of a transaction.
    ///
    /// @param library where it is done; null if that is not known
    void requireStart(InfoHash infoHash, @Nullable Path library) {
        if (!table.start(infoHash, library)) {
            throw new NotWaitingException();
        }
    }

    /// Ends the job; to be part of a transaction. What it has come to is shown after that, when it can be retried, and the
    /// workers look whether it was queued meanwhile.
    void end(InfoHash infoHash, FsopsProgress end, Retries retries) {
        table.end(infoHash, end, retries);
        afterCommit(() -> {
            show(infoHash, end);
            arrived.release();
        });
    }

    private static void afterCommit(Runnable then) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                then.run();
            }
        });
    }

    /// The job is about to run.
    void entered(InfoHash infoHash, JobRun run) {
        runs.put(infoHash, run);
    }

    /// The job does not run any more.
    void left(InfoHash infoHash) {
        runs.remove(infoHash);
    }

    /// How far the stage is that a running job is in.
    public StageBytes bytes(InfoHash infoHash) {
        var run = runs.get(infoHash);
        return run == null ? StageBytes.NONE : run.bytes();
    }

    /// Has a job wait that was begun too early.
    void putBack(InfoHash infoHash) {
        table.putBack(infoHash);
        progress.computeIfPresent(
                infoHash,
                (_, now) -> shown("queued", null, null, Math.max(0, now.attempts() - 1)));
    }

    /// Shows what the worker knows.
    void show(InfoHash infoHash, FsopsProgress now) {
        progress.computeIfPresent(infoHash, (_, _) -> now);
    }

    /// Gives back the space of what was not published.
    static void discard(InfoHash infoHash, Path library) {
        var disk = new Disk();
        try (var workspace = Workspace.open(library.toRealPath(), infoHash.hex(), disk)) {
            disk.deleteTree(workspace.staging());
        } catch (IOException | FsopsException e) {
            LOG.atWarn()
                    .addKeyValue("infoHash", infoHash)
                    .addKeyValue("library", library)
                    .addKeyValue("reason", e.getMessage())
                    .log(
                            "what was not published of a cancelled job is still there; a retry uses or clears it");
        }
    }

    JobTable table() {
        return table;
    }

    /// The torrent's first info hash.
    ///
    /// @throws EngineException with [TorrentNotFound]
    /// @throws ApiException with [NoJob]
    public InfoHash require(InfoHash asked) {
        if (progress.containsKey(asked)) {
            return asked;
        }
        var infoHash = Store.call(() -> table.torrent(asked));
        if (infoHash == null) {
            throw new EngineException(new TorrentNotFound(asked));
        }
        if (!progress.containsKey(infoHash)) {
            throw new ApiException(new NoJob(infoHash));
        }
        return infoHash;
    }

    private static FsopsProgress shown(
            String state,
            @Nullable String stage,
            @Nullable String detail,
            int attempts) {
        return new FsopsProgress(state, stage, detail, null, attempts, null, null);
    }

    /// The job was taken out of the queue meanwhile.
    static final class NotWaitingException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
