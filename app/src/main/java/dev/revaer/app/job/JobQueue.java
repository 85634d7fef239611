package dev.revaer.app.job;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.revaer.api.fsops.FsopsJobs;
import dev.revaer.api.problem.ApiError.NoFailedJob;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.app.database.Store;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Finished downloads on their way into the library: the truth in PostgreSQL, a copy in memory for readers.
public final class JobQueue implements FsopsJobs {
    private static final int MOST_ATTEMPTS = 5;
    private static final FsopsProgress QUEUED = new FsopsProgress("queued", null, null, null, 0);

    private final JobTable table;
    private final Map<InfoHash, FsopsProgress> progress = new ConcurrentHashMap<>();
    private final Semaphore arrived = new Semaphore(0);

    public JobQueue(JobTable table) {
        this.table = table;
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
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                arrived.release();
            }
        });
    }

    /// Shows the torrent as queued, while its transaction is on its way.
    public void expect(InfoHash infoHash) {
        progress.compute(
                infoHash,
                (_, now) -> now != null && now.state().equals("running") ? now : QUEUED);
    }

    public void forget(InfoHash infoHash) {
        progress.remove(infoHash);
    }

    /// Where the torrent's post-processing stands; null before the download is finished.
    public @Nullable FsopsProgress progress(InfoHash infoHash) {
        return progress.get(infoHash);
    }

    public boolean isRunning(InfoHash infoHash) {
        var now = progress.get(infoHash);
        return now != null && now.state().equals("running");
    }

    /// Jobs that failed and wait for somebody to say retry.
    public long failed() {
        return progress.values().stream().filter(job -> job.state().equals("failed")).count();
    }

    @Override
    public FsopsProgress retry(InfoHash infoHash) {
        if (progress.get(infoHash) == null) {
            throw new EngineException(new TorrentNotFound(infoHash));
        }
        if (!Store.call(() -> table.retry(infoHash))) {
            throw new ApiException(new NoFailedJob(infoHash));
        }
        progress.put(infoHash, QUEUED);
        arrived.release();
        return QUEUED;
    }

    /// Has the worker look for what need not wait any more.
    public void lookAgain() {
        arrived.release();
    }

    /// Waits until something may have been queued, at most so long.
    void await(long limitMillis) throws InterruptedException {
        if (arrived.tryAcquire(limitMillis, TimeUnit.MILLISECONDS)) {
            arrived.drainPermits();
        }
    }

    /// Has a job wait that was begun too early.
    void putBack(InfoHash infoHash) {
        table.putBack(infoHash);
        progress.computeIfPresent(infoHash, (_, _) -> QUEUED);
    }

    /// Shows what the worker knows.
    void show(InfoHash infoHash, FsopsProgress now) {
        progress.computeIfPresent(infoHash, (_, _) -> now);
    }

    JobTable table() {
        return table;
    }
}
