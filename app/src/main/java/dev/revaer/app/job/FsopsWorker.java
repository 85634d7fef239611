package dev.revaer.app.job;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.app.database.breaker.Trouble;
import dev.revaer.app.job.JobPolicies.NoSuchProfileException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData;
import dev.revaer.engine.event.EventData.FsopsCompleted;
import dev.revaer.engine.event.EventData.FsopsFailed;
import dev.revaer.engine.event.EventData.FsopsStarted;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.fsops.DownloadedFile;
import dev.revaer.fsops.FinishedDownload;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Pipeline;
import dev.revaer.fsops.PublishedDownload;
import dev.revaer.fsops.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Takes finished downloads from the queue into the library, one after the other, on a thread of its own.
public final class FsopsWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FsopsWorker.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

    private final JobQueue queue;
    private final TorrentSource torrents;
    private final MetainfoReader metainfo;
    private final JobPolicies policies;
    private final EventBus bus;
    private final Predicate<InfoHash> mustWait;
    private final StageMeter meter;
    private final Thread thread = Thread.ofPlatform().name("fsops").unstarted(this::run);
    private volatile boolean isStopping;

    private FsopsWorker(
            JobQueue queue,
            TorrentSource torrents,
            MetainfoReader metainfo,
            JobPolicies policies,
            EventBus bus,
            Predicate<InfoHash> mustWait,
            StageMeter meter) {
        this.meter = meter;
        this.queue = queue;
        this.torrents = torrents;
        this.metainfo = metainfo;
        this.policies = policies;
        this.bus = bus;
        this.mustWait = mustWait;
    }

    /// Begins to work.
    ///
    /// @param mustWait whether a torrent's files cannot be worked on now, as they are not there or on their way
    public static FsopsWorker start(
            JobQueue queue,
            TorrentSource torrents,
            MetainfoReader metainfo,
            JobPolicies policies,
            EventBus bus,
            Predicate<InfoHash> mustWait,
            StageMeter meter) {
        var worker = new FsopsWorker(queue, torrents, metainfo, policies, bus, mustWait, meter);
        worker.thread.start();
        return worker;
    }

    public boolean isAlive() {
        return thread.isAlive();
    }

    /// Interrupts the job at hand, which goes on at the next start.
    @Override
    public void close() {
        isStopping = true;
        thread.interrupt();
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
                if (!workOnNext()) {
                    queue.await(LOOK_AGAIN.toMillis());
                }
                hasFailed = false;
            } catch (InterruptedException e) {
                return;
            } catch (ExecutionException | RuntimeException e) {
                LOG.atLevel(hasFailed ? Level.DEBUG : Level.WARN)
                        .setCause(Trouble.of(e).isPresent() ? null : e)
                        .log("post-processing could not go on; trying again");
                hasFailed = true;
                pause();
            }
        }
    }

    private void pause() {
        try {
            queue.await(LOOK_AGAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return false if nothing waits
    private boolean workOnNext() throws InterruptedException, ExecutionException {
        var infoHash = queue.table().next(mustWait);
        if (infoHash == null) {
            return false;
        }
        var torrent = torrents.find(infoHash);
        if (torrent == null) {
            return true;
        }
        var before = queue.progress(infoHash);
        var attempt = before == null ? 1 : before.attempts() + 1;
        bus.commit(
                Event.about(infoHash, new FsopsStarted(torrent.name(), attempt)),
                () -> queue.table().start(infoHash)).get();
        work(infoHash, torrent, attempt);
        return true;
    }

    private void work(InfoHash infoHash, StoredTorrent torrent, int attempt) {
        var progress = new JobProgress(infoHash, attempt, queue, bus, meter);
        progress.begin();
        if (mustWait.test(infoHash)) {
            // the files began to move in between; who comes second gives way
            queue.putBack(infoHash);
            return;
        }
        try {
            var pipeline = new Pipeline(policies.of(torrent.options()));
            var published = meter.during(
                    infoHash,
                    attempt,
                    () -> run(pipeline, download(infoHash, torrent), progress));
            end(
                    infoHash,
                    new FsopsProgress("completed", null, null, published.libraryPath().toString(), attempt),
                    completed(published));
        } catch (FsopsException e) {
            if (isStopping) {
                return;
            }
            if (mustWait.test(infoHash)) {
                queue.putBack(infoHash);
                return;
            }
            LOG.atWarn()
                    .addKeyValue("infoHash", infoHash)
                    .addKeyValue("stage", e.stage().label())
                    .setCause(e)
                    .log("post-processing failed");
            var reason = e.error().describe();
            end(
                    infoHash,
                    new FsopsProgress("failed", e.stage().label(), reason, null, attempt),
                    new FsopsFailed(e.stage().label(), reason));
        } catch (NoSuchProfileException e) {
            failAtOnce(infoHash, attempt, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // one job that cannot be done must not keep the others waiting
            LOG.atError().addKeyValue("infoHash", infoHash).setCause(e).log("post-processing broke off");
            failAtOnce(
                    infoHash,
                    attempt,
                    "It could not be processed (" + e.getMessage() + "): see the log, then retry.");
        }
    }

    private static PublishedDownload run(Pipeline pipeline, FinishedDownload download, JobProgress progress)
            throws FsopsException {
        try {
            return pipeline.run(download, progress);
        } finally {
            progress.end();
        }
    }

    private void failAtOnce(InfoHash infoHash, int attempt, String reason) {
        var stage = Stage.VALIDATE.label();
        end(
                infoHash,
                new FsopsProgress("failed", stage, reason, null, attempt),
                new FsopsFailed(stage, reason));
    }

    private static FsopsCompleted completed(PublishedDownload published) {
        return new FsopsCompleted(published.libraryPath().toString(), published.files(), published.bytes());
    }

    private void end(InfoHash infoHash, FsopsProgress result, EventData event) {
        queue.show(infoHash, result);
        bus.publish(
                Event.about(infoHash, event),
                () -> queue.table()
                        .end(
                                infoHash,
                                result.state(),
                                result.stage(),
                                result.detail(),
                                result.libraryPath()));
    }

    private FinishedDownload download(InfoHash infoHash, StoredTorrent torrent) {
        var known = torrent.metainfo();
        if (known == null) {
            throw new IllegalStateException("no metainfo of finished torrent " + infoHash);
        }
        var files = torrent.options()
                .wanted(metainfo.read(known.bytes()).files())
                .stream()
                .map(file -> new DownloadedFile(file.path(), file.sizeBytes()))
                .toList();
        return new FinishedDownload(infoHash.hex(), torrent.name(), torrent.downloadDir(), files);
    }
}
